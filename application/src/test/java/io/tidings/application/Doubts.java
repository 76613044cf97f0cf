package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Report;
import java.util.List;

/** Sends of which nobody knows the outcome, in a world in which the provider can be asked. */
record Doubts(World world) {

    /** A delivery whose process died while it was sending. */
    DeliveryId crashed() {
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        return id;
    }

    /** These are what the provider finds from now on. */
    void knows(Report... messages) {
        List<Report> all = List.of(messages);
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(all));
    }

    /** It waits for a person, and nothing was sent. */
    void assertHeld(DeliveryId id) {
        assertThat(world.state(id)).isEqualTo(DeliveryState.SENDING);
        assertThat(world.explanation(id)).isEqualTo("outcome_unknown");
        assertThat(world.delivery(id).due()).isEmpty();
        assertThat(world.provider.requests()).isEmpty();
    }
}
