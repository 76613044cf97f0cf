package io.tidings.application.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Runs worlds by their seeds. The same seed makes the same world, on every machine. */
final class Simulation {

    private static final String COMMAND = "mvn -q -pl application -am test -Dtest=SimulationTest#replay"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dseed=";

    private final Plant plant;

    Simulation(Plant plant) {
        this.plant = plant;
    }

    /** Lives through so many worlds, and answers what is wrong with the first in which a law is broken. */
    Optional<AssertionError> firstFailure(long from, long many) {
        return failures(from, many).findFirst();
    }

    /** What is wrong with each of so many worlds in which a law is broken. */
    Stream<AssertionError> failures(long from, long many) {
        return LongStream.range(from, from + many).parallel().mapToObj(this::failure).flatMap(Optional::stream);
    }

    private Optional<AssertionError> failure(long seed) {
        try {
            new SimulatedWorld(seed, plant, false).live();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(new AssertionError(
                    "Seed %d: %s%nReplay it: %s".formatted(seed, e, COMMAND + seed), e));
        }
    }

    /** Lives through one world again, and tells all that happens there, line by line, with how it ended. */
    List<String> replay(long seed) {
        var world = new SimulatedWorld(seed, plant, true);
        try {
            world.live();
            world.trace().say("-- every law is kept");
        } catch (RuntimeException | Error e) {
            world.trace().say("-- %s", e);
        }
        return world.traced();
    }
}
