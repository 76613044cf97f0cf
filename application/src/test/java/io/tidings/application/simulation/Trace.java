package io.tidings.application.simulation;

import io.tidings.domain.delivery.DeliveryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happens in a world, a line each, for people; nothing is written down unless somebody wants to read it. */
final class Trace {

    private final boolean wanted;
    private final Supplier<Instant> now;
    private final List<String> lines = new ArrayList<>();
    private int depth;

    Trace(boolean wanted, Supplier<Instant> now) {
        this.wanted = wanted;
        this.now = now;
    }

    void say(String what, Object... details) {
        if (wanted) {
            lines.add(now.get() + "  " + "  ".repeat(depth) + what.formatted(details));
        }
    }

    /** What is said until {@link #out} happens in the midst of what was said last. */
    void in() {
        depth++;
    }

    void out() {
        depth--;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The identifiers of a run count up, so the end tells them apart. */
    static String brief(DeliveryId id) {
        return "d" + Long.toHexString(id.value().getLeastSignificantBits() & 0xFFFF);
    }
}
