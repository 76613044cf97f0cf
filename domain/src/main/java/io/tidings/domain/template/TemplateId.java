package io.tidings.domain.template;

import java.util.UUID;

/** A template of any app. */
public record TemplateId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
