package io.tidings.application.simulation;

import java.util.List;

/** Runs worlds by their seeds. The same seed makes the same world, on every machine. */
final class Simulation {

    private final Plant plant;

    Simulation(Plant plant) {
        this.plant = plant;
    }

    /** Lives through one world. @throws AssertionError that names the seed, when a law is broken there */
    void run(long seed) {
        try {
            new SimulatedWorld(seed, plant, false).live();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("Seed " + seed + ": " + e + System.lineSeparator() + "Replay it: "
                    + command(seed), e);
        }
    }

    /** Lives through one world again, and tells all that happens there, line by line, with how it ended. */
    List<String> replay(long seed) {
        var world = new SimulatedWorld(seed, plant, true);
        try {
            world.live();
            world.trace().say("-- every law is kept");
        } catch (RuntimeException | Error e) {
            world.trace().say("-- %s", String.valueOf(e).replace("%", "%%"));
        }
        return world.traced();
    }

    private static String command(long seed) {
        return "mvn -q -pl application -am test -Dtest=SimulationTest#replay"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dseed=" + seed;
    }
}
