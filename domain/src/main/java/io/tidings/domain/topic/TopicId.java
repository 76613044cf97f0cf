package io.tidings.domain.topic;

import java.util.UUID;

/** Something that people can be subscribed to. */
public record TopicId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
