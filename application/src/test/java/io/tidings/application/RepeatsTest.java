package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.application.Intake.Accepted;
import io.tidings.application.Intake.Request;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests that are repeated under the same key. */
class RepeatsTest {

    private static final String DIGEST = "a".repeat(64);
    private static final Request NAMED = Requests.named("k-1", DIGEST, Requests.toAnn());

    private final World world = World.withCallbacks();

    @Test
    void repeatedRequest_isAnsweredAsBeforeAndChangesNothing() {
        Accepted first = world.intake.accept(world.app, NAMED);
        world.settle();

        Accepted second = world.intake.accept(world.app, NAMED);
        world.settle();

        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(new Accepted(first.notification(), true));
        assertThat(world.of(first.notification())).hasSize(1);
        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void otherPayload_isRefused() {
        world.intake.accept(world.app, NAMED);

        assertThatThrownBy(() -> world.intake.accept(world.app,
                Requests.named("k-1", "b".repeat(64), Requests.toAnn()))).isInstanceOf(Problem.Unprocessable.class);
    }

    @Test
    void keyOfAnotherApp_isAnotherKey() {
        App other = Samples.app();
        world.stores.apps().add(other);
        world.intake.accept(world.app, NAMED);

        assertThat(world.intake.accept(other, NAMED).replayed()).isFalse();
    }

    @Test
    void key_isForgottenAfterItsTime() {
        world.intake.accept(world.app, NAMED);
        world.clock.advance(Duration.ofHours(24));
        assertThat(world.intake.accept(world.app, NAMED).replayed()).isTrue();

        world.clock.advance(Duration.ofMillis(1));

        assertThat(world.intake.accept(world.app, Requests.named("k-1", "b".repeat(64), Requests.toAnn())).replayed())
                .isFalse();
        assertThatThrownBy(() -> world.intake.accept(world.app, NAMED)).isInstanceOf(Problem.Unprocessable.class);
    }

    @Test
    void requestWhoseTimeIsOver_isStillAnsweredAsBefore() {
        Request urgent = Requests.expiring(Samples.NOW.plusSeconds(60), Requests.toAnn());
        Accepted first = world.intake.accept(world.app, Requests.named("k-1", DIGEST, urgent));
        world.clock.advance(Duration.ofMinutes(2));

        assertThat(world.intake.accept(world.app, Requests.named("k-1", DIGEST, urgent)))
                .isEqualTo(new Accepted(first.notification(), true));
        assertThatThrownBy(() -> world.intake.accept(world.app, Requests.named("k-2", DIGEST, urgent)))
                .isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void requestThatFailed_mayBeRepeated() {
        assertThatThrownBy(() -> world.intake.accept(world.app,
                Requests.named("k-1", DIGEST, Requests.fromTemplate("none", Requests.toAnn()))))
                .isInstanceOf(Problem.Unprocessable.class);

        assertThat(world.intake.accept(world.app, NAMED).replayed()).isFalse();
    }

    @Test
    void requestUnderWay_isAConflict() {
        var refused = new ArrayList<Throwable>();
        var meddling = new Meddling();
        var intake = new Intake(world.stores.notifications(), world.stores.deliveries(), world.stores.profiles(),
                world.stores.topics(), world.stores.categories(), world.stores.providerInstances(),
                world.stores.templates(), world.stores.idempotency(), world.stores.transactions(),
                world.catalogue, world.timing, meddling, world.engine, world.begun::add, () -> {});
        meddling.meanwhile = () -> {
            try {
                intake.accept(world.app, NAMED);
            } catch (Problem.Conflict e) {
                refused.add(e);
            }
        };

        assertThat(intake.accept(world.app, NAMED).replayed()).isFalse();

        assertThat(refused).hasSize(1);
        assertThat(intake.accept(world.app, NAMED).replayed()).isTrue();
    }

    /** Gives identifiers; before the second one, which is a delivery's, something else happens. */
    private final class Meddling implements IdSource {

        private Runnable meanwhile = () -> {};
        private int given;

        @Override
        public UUID next() {
            if (++given == 2) {
                meanwhile.run();
            }
            return world.ids.next();
        }
    }
}
