package io.tidings.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SimulationTest {

    private static final long SEEDS = Long.getLong("seeds", 2_500);
    private static final long FIRST = Long.getLong("first", 1);

    private final Simulation simulation = new Simulation(Plant.NONE);

    @Test
    void everyWorld_keepsTheLaws() {
        long begun = System.nanoTime();
        simulation.firstFailure(FIRST, SEEDS).ifPresent(failure -> {
            throw failure;
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d worlds kept the laws, %.0f a second%n", SEEDS, SEEDS / seconds);
    }

    @Test
    void sameSeed_makesTheSameWorld() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(simulation.replay(seed)).isEqualTo(simulation.replay(seed));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "seed", matches = "-?\\d+")
    void replay() {
        simulation.replay(Long.getLong("seed")).forEach(System.out::println);
    }
}
