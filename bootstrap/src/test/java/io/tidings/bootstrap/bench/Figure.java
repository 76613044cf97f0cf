package io.tidings.bootstrap.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One value of a run, beside what it is compared with where there is such a thing.
 *
 * @param scenario what was done
 * @param name     what was measured of it
 * @param unit     of value and baseline
 * @param baseline from the same run
 * @param target   empty where the value is only told
 */
public record Figure(String scenario, String name, String unit, OptionalDouble baseline, double value,
        Optional<Target> target) {

    /** What a figure must be. */
    public sealed interface Target {

        /** The value is a duration or a cost. */
        record AtMostTimes(double most) implements Target {}

        /** The value is a rate. */
        record AtLeastTimes(double least) implements Target {}

        /** The value is a duration, and this the most by which it may be longer, in its unit. */
        record LongerByLessThan(double most) implements Target {}

        /** The value may differ by this part of the baseline. */
        record Within(double part) implements Target {}

        /** Whatever the baseline is, in the value's unit. */
        record AtMost(double most) implements Target {}
    }

    /** A value that must keep its distance from a baseline, or reach it. */
    public static Figure of(String scenario, String name, String unit, double baseline, double value, Target target) {
        return new Figure(scenario, name, unit, OptionalDouble.of(baseline), value, Optional.of(target));
    }

    /** A value beside its baseline, of which nothing is demanded. */
    public static Figure beside(String scenario, String name, String unit, double baseline, double value) {
        return new Figure(scenario, name, unit, OptionalDouble.of(baseline), value, Optional.empty());
    }

    /** A value by itself. */
    public static Figure told(String scenario, String name, String unit, double value) {
        return new Figure(scenario, name, unit, OptionalDouble.empty(), value, Optional.empty());
    }

    /** A value that must not be more than so much. */
    public static Figure atMost(String scenario, String name, String unit, double most, double value) {
        return new Figure(scenario, name, unit, OptionalDouble.empty(), value,
                Optional.of(new Target.AtMost(most)));
    }

    OptionalDouble ratio() {
        return baseline.isPresent() ? OptionalDouble.of(value / baseline.getAsDouble()) : OptionalDouble.empty();
    }

    /** Empty where nothing is demanded. */
    Optional<Boolean> met() {
        return target.map(demand -> switch (demand) {
            case Target.AtMostTimes(double most) -> ratio().orElseThrow() <= most;
            case Target.AtLeastTimes(double least) -> ratio().orElseThrow() >= least;
            case Target.LongerByLessThan(double most) -> value - baseline.orElseThrow() < most;
            case Target.Within(double part) -> Math.abs(ratio().orElseThrow() - 1) <= part;
            case Target.AtMost(double most) -> value <= most;
        });
    }

    Optional<String> targetInWords() {
        return target.map(demand -> switch (demand) {
            case Target.AtMostTimes(double most) -> words("at most %.2f x", most);
            case Target.AtLeastTimes(double least) -> words("at least %.2f x", least);
            case Target.LongerByLessThan(double most) -> words("+ less than %.0f " + unit, most);
            case Target.Within(double part) -> words("within %.0f %%", part * 100);
            case Target.AtMost(double most) -> words("at most %.0f " + unit, most);
        });
    }

    private static String words(String format, double amount) {
        return String.format(Locale.ROOT, format, amount).strip();
    }
}
