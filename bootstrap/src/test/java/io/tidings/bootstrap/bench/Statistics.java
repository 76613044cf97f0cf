package io.tidings.bootstrap.bench;

import java.util.Collection;
import java.util.List;

/** Of samples: what one of them may be, the other hides. */
public final class Statistics {

    private Statistics() {}

    public static double median(Collection<Double> samples) {
        return quantile(samples, 0.5);
    }

    /** The smallest sample that is not exceeded by that part of them. */
    public static double quantile(Collection<Double> samples, double part) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * part) - 1));
    }
}
