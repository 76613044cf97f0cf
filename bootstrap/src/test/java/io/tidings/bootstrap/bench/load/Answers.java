package io.tidings.bootstrap.bench.load;

import java.util.Arrays;

/** How many requests were answered, over which time, and how long each took. For one thread. */
public final class Answers {

    private long[] nanos = new long[4_096];
    private int count;
    private double seconds;

    public void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    public void over(double time) {
        seconds += time;
    }

    /** Takes those of another round in. */
    public void add(Answers other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
        seconds += other.seconds;
    }

    public int count() {
        return count;
    }

    public double seconds() {
        return seconds;
    }

    public double perSecond() {
        return count / seconds;
    }

    /** In milliseconds: the time that this part of them did not exceed. */
    public double millis(double part) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(count * part) - 1)] / 1e6;
    }
}
