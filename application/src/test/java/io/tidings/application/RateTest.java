package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.provider.LookUp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** How fast a lane sends. */
class RateTest {

    private static final int RATE = 80;
    private static final int BURST = RATE / 10;

    private final World world = World.withCallbacks();

    @Test
    void rate_isHeldOverManySteps() {
        atRate();
        world.accept(Requests.toMany(1_000));

        drive(Duration.ofSeconds(10), List.of(world.engine));

        assertThat(world.provider.requests().size()).isCloseTo(10 * RATE, Percentage.withPercentage(5));
    }

    @Test
    void rate_isSharedByAllProcesses() {
        atRate();
        world.accept(Requests.toMany(1_000));

        drive(Duration.ofSeconds(10), List.of(world.engine, world.anotherEngine()));

        assertThat(world.provider.requests().size()).isCloseTo(10 * RATE, Percentage.withPercentage(5));
    }

    @Test
    void burstAfterAPause_isBounded() {
        atRate();
        world.clock.advance(Duration.ofHours(1));
        world.accept(Requests.toMany(100));

        world.settle();

        assertThat(world.provider.requests()).hasSize(BURST);
    }

    @Test
    void engine_tellsWhenTheLaneMayGoOn() {
        atRate();
        world.accept(Requests.toMany(100));
        world.settle();

        Instant next = world.nextDue().orElseThrow();

        assertThat(next).isBetween(world.clock.instant(), world.clock.instant().plusMillis(51));
        world.clock.moveTo(next.plusMillis(1));
        world.settle();
        assertThat(world.provider.requests()).hasSizeBetween(BURST + BURST / 2, BURST + BURST / 2 + 1);
    }

    @Test
    void laneThatMayGoOnWhileAStepIsUnderWay_isNotForgotten() {
        atRate();
        world.accept(Requests.toMany(100));
        world.settle();
        Instant mayGoOn = world.nextDue().orElseThrow();
        Instant stepBegan = mayGoOn.minusMillis(2);
        world.clock.moveTo(stepBegan);
        world.step();

        world.clock.moveTo(mayGoOn.plusMillis(3));

        assertThat(world.engine.nextDue(stepBegan)).hasValue(mayGoOn);
    }

    @Test
    void questions_areHeldToAQuarterOfTheRateByAllProcessesTogether() {
        int many = 300;
        world.accept(Requests.toMany(many));
        world.settle();
        assertThat(world.provider.requests()).hasSize(many);
        atRate();
        world.clock.advance(Duration.ofHours(1));

        drive(Duration.ofSeconds(10), List.of(world.engine, world.anotherEngine()));

        assertThat(world.provider.questions().size()).isCloseTo(10 * RATE / 4, Percentage.withPercentage(5));
        world.step();
        assertThat(world.nextDue().orElseThrow()).isBefore(world.clock.instant().plusMillis(51));
    }

    @Test
    void questionsOfOneInstance_waitForNoOther() {
        world.accept(Requests.toMany(100));
        world.settle();
        world.enable(world.instance, false);
        world.addInstance();
        DeliveryId other = world.sendToAnn();
        world.settle();
        atRate();
        world.clock.advance(Duration.ofHours(1));

        drive(Duration.ofMillis(100), List.of(world.engine));

        assertThat(world.provider.questions()).anyMatch(question -> ((LookUp.ByReference) question).reference()
                .equals(world.delivery(other).reference().orElseThrow()));
    }

    private void atRate() {
        world.instances.change(world.app, world.instance.channel(), world.instance.id(), Drafts.atRate(RATE));
    }

    private void drive(Duration time, List<Engine> engines) {
        Instant end = world.clock.instant().plus(time);
        while (world.clock.instant().isBefore(end)) {
            engines.forEach(engine -> engine.step(Runnable::run));
            world.clock.advance(Duration.ofMillis(7));
        }
    }
}
