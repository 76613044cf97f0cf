package io.tidings.domain.log;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order in which changes became visible. Means something to the store that gave it, and nothing to
 * others; in its text form, {@code 12.345}, it outlives connections and processes.
 *
 * @param group  what became visible together
 * @param number the place within
 */
public record Position(long group, long number) implements Comparable<Position> {

    /** Before all changes. */
    public static final Position START = new Position(0, 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,19})");
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::group)
            .thenComparingLong(Position::number);

    /** @throws IllegalArgumentException when it is not the text of a position */
    public static Position parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be the identifier of an event");
        }
        return new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return group + "." + number;
    }
}
