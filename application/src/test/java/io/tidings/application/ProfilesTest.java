package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The people an app knows. */
class ProfilesTest {

    private static final UserId BOB = new UserId("bob");

    private final World world = World.withCallbacks();
    private final Profiles profiles = new Profiles(world.stores.profiles(), world.stores.topics(),
            world.stores.transactions(), world.timing);

    @Test
    void properties_areLaidOverTheProfile() {
        profiles.merge(world.app, BOB, JsonObject.of(Map.of("name", "Bob", "city", "Ulm")));
        profiles.merge(world.app, BOB, JsonObject.of(Map.of("city", "Bonn")));

        assertThat(profiles.get(world.app, BOB).properties())
                .isEqualTo(JsonObject.of(Map.of("name", "Bob", "city", "Bonn")));
    }

    @Test
    void identifier_isNoProperty() {
        assertThatThrownBy(() -> profiles.merge(world.app, BOB, JsonObject.of(Map.of("identifier", "x"))))
                .isInstanceOf(Problem.Unprocessable.class).hasMessageStartingWith("identifier ");
    }

    @Test
    void othersUser_isNotFound() {
        App stranger = Samples.app();

        assertThatThrownBy(() -> profiles.get(stranger, Samples.ANN)).isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> profiles.remove(stranger, Samples.ANN)).isInstanceOf(Problem.NotFound.class);
        assertThat(profiles.get(world.app, Samples.ANN)).isNotNull();
    }

    @Test
    void removedUser_getsNothingThatStillWaited() {
        DeliveryId id = world.sendToAnn();
        profiles.remove(world.app, Samples.ANN);
        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("unknown_user");
        assertThat(world.provider.requests()).isEmpty();
    }
}
