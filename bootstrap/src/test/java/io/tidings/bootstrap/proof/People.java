package io.tidings.bootstrap.proof;

import io.tidings.twilio.simulator.Script;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Who gets messages: each person one, so that the number tells whose it is, and chooses what goes wrong at the
 * provider.
 */
final class People {

    /** Out of a hundred; all others are {@link Script#READ}. */
    private static final Map<Script, Integer> FAULTS = new EnumMap<>(Map.ofEntries(
            Map.entry(Script.DELIVERED_ONLY, 6),
            Map.entry(Script.REPORTED_TWICE, 6),
            Map.entry(Script.REPORTED_BACKWARDS, 6),
            Map.entry(Script.REPORTED_EARLY, 4),
            Map.entry(Script.NEVER_REPORTED, 2),
            Map.entry(Script.TOO_MANY_REQUESTS, 2),
            Map.entry(Script.FAILS_BEFORE_STORING, 3),
            Map.entry(Script.FAILS_AFTER_STORING, 4),
            Map.entry(Script.BAD_GATEWAY, 3),
            Map.entry(Script.HANGS_AFTER_STORING, 4),
            Map.entry(Script.INVALID_NUMBER, 3),
            Map.entry(Script.OPTED_OUT, 3),
            Map.entry(Script.PASSING_FAULT, 4),
            Map.entry(Script.WINDOW_CLOSED, 3),
            Map.entry(Script.NOT_ON_WHATSAPP, 3)));

    private static final String NO_FAULT = "7000";

    private final long seed;

    People(long seed) {
        this.seed = seed;
    }

    static String name(int person) {
        return "person-" + person;
    }

    String number(int person) {
        return "+447%06d%s".formatted(person, ending(person));
    }

    private String ending(int person) {
        int chosen = new SplittableRandom(seed * 1_000_003 + person).nextInt(100);
        for (Map.Entry<Script, Integer> fault : FAULTS.entrySet()) {
            chosen -= fault.getValue();
            if (chosen < 0) {
                return fault.getKey().ending();
            }
        }
        return NO_FAULT;
    }
}
