package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.application.Deliveries.Progress;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What callers learn about their deliveries. */
class DeliveriesTest {

    private final World world = World.withCallbacks();
    private final Deliveries deliveries = new Deliveries(world.stores.notifications(), world.stores.deliveries());

    @Test
    void progress_countsWhereDeliveriesStand() {
        NotificationId id = world.accept(Requests.to(Samples.ANN, new UserId("nobody"), new UserId("nobody else")));
        world.step();

        Progress progress = deliveries.progress(world.app, id, Optional.empty(), 10);

        assertThat(progress.notification().id()).isEqualTo(id);
        assertThat(progress.counts()).isEqualTo(Map.of(DeliveryState.SENT, 1L, DeliveryState.DISCARDED, 2L));
        assertThat(progress.page().items()).hasSize(3);
    }

    @Test
    void pages_showEveryDeliveryOnce() {
        NotificationId id = world.accept(Requests.toMany(25));
        var seen = new ArrayList<Delivery>();
        Optional<String> cursor = Optional.empty();
        do {
            Progress progress = deliveries.progress(world.app, id, cursor, 10);
            seen.addAll(progress.page().items());
            cursor = progress.page().nextCursor();
        } while (cursor.isPresent());

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void badPage_isInvalidAndNamed() {
        NotificationId id = world.accept(Requests.toAnn());

        for (int limit : List.of(-1, 0, Deliveries.MAX_PAGE + 1)) {
            assertThatThrownBy(() -> deliveries.progress(world.app, id, Optional.empty(), limit))
                    .isInstanceOf(Problem.Invalid.class).hasMessage("limit must be from 1 to 1000.");
        }
        assertThatThrownBy(() -> deliveries.progress(world.app, id, Optional.of("nonsense"), 10))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessage("cursor must be the nextCursor of an earlier answer.");
    }

    @Test
    void story_isTheWholeTimeline() {
        DeliveryId id = world.sendToAnn();
        world.step();

        Deliveries.Story story = deliveries.story(world.app, id);

        assertThat(story.delivery()).isEqualTo(world.delivery(id));
        assertThat(story.timeline()).isEqualTo(world.stores.deliveries().timeline(id)).hasSize(3);
    }

    @Test
    void othersDelivery_isNotFoundInTheSameWordsAsNone() {
        NotificationId notification = world.accept(Requests.toAnn());
        DeliveryId delivery = world.of(notification).getFirst().id();
        App stranger = Samples.app();

        for (DeliveryId id : List.of(delivery, new DeliveryId(world.ids.next()))) {
            assertThatThrownBy(() -> deliveries.story(stranger, id)).isInstanceOf(Problem.NotFound.class)
                    .hasMessage("There is no such delivery.");
        }
        for (NotificationId id : List.of(notification, new NotificationId(world.ids.next()))) {
            assertThatThrownBy(() -> deliveries.progress(stranger, id, Optional.empty(), 10))
                    .isInstanceOf(Problem.NotFound.class).hasMessage("There is no such notification.");
        }
    }
}
