package io.tidings.domain.provider;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a message looks like at its service: all by which it can be found there when no identifier of it came back. Made
 * before the message is sent and kept with the attempt, because profiles and settings change.
 *
 * @param person to whom it goes; two messages to different people are never taken for one another
 * @param marks  what else tells it from others, by names that are the provider's own: the account, the sender, a digest
 *               of the text. No secrets. A mark that is absent says nothing.
 */
public record Imprint(Address person, Map<String, String> marks) {

    public Imprint {
        Objects.requireNonNull(person, "person");
        marks = Map.copyOf(marks);
    }

    /** Whether a message that looks like this may look like that as well. */
    public boolean mayBe(Imprint other) {
        return person.equals(other.person) && marks.entrySet().stream()
                .allMatch(mark -> mark.getValue().equals(other.marks.getOrDefault(mark.getKey(), mark.getValue())));
    }

    /** Without the values, which may hold phone numbers. */
    @Override
    public String toString() {
        return "Imprint[" + person + ", " + new TreeMap<>(marks).keySet() + "]";
    }
}
