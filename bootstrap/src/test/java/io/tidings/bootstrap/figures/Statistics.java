package io.tidings.bootstrap.figures;

import java.util.Collection;
import java.util.List;

/** Of samples: what one of them may be, the other hides. */
final class Statistics {

    private Statistics() {}

    static double median(Collection<Double> samples) {
        return quantile(samples, 0.5);
    }

    /** The smallest sample that is not exceeded by that part of them. */
    static double quantile(Collection<Double> samples, double part) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * part) - 1));
    }
}
