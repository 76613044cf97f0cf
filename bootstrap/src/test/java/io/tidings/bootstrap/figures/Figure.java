package io.tidings.bootstrap.figures;

import java.util.Locale;

/**
 * A value beside what it is compared with.
 *
 * @param what     is measured, and at what the baseline was
 * @param unit     of both
 */
record Figure(String what, String unit, double baseline, double value, Target target) {

    /** What a figure must be. */
    sealed interface Target {

        /** The value is a duration or a cost. */
        record AtMostTimes(double most) implements Target {}

        /** The value is a rate. */
        record AtLeastTimes(double least) implements Target {}

        /** The value is a duration, and this the most by which it may be longer, in its unit. */
        record LongerByLessThan(double most) implements Target {}

        /** The value may differ by this part of the baseline. */
        record Within(double part) implements Target {}
    }

    double ratio() {
        return value / baseline;
    }

    boolean met() {
        return switch (target) {
            case Target.AtMostTimes(double most) -> ratio() <= most;
            case Target.AtLeastTimes(double least) -> ratio() >= least;
            case Target.LongerByLessThan(double most) -> value - baseline < most;
            case Target.Within(double part) -> Math.abs(ratio() - 1) <= part;
        };
    }

    String targetInWords() {
        return switch (target) {
            case Target.AtMostTimes(double most) -> String.format(Locale.ROOT, "at most %.2f x", most);
            case Target.AtLeastTimes(double least) -> String.format(Locale.ROOT, "at least %.2f x", least);
            case Target.LongerByLessThan(double most) -> String.format(Locale.ROOT, "+ less than %.0f %s", most, unit);
            case Target.Within(double part) -> String.format(Locale.ROOT, "within %.0f %%", part * 100);
        };
    }
}
