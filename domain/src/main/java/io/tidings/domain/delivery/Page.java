package io.tidings.domain.delivery;

import java.util.List;
import java.util.Optional;

/** A part of a longer list, and how to ask for the next part: opaque text, empty on the last page. */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
    }
}
