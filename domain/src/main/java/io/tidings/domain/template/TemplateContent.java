package io.tidings.domain.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a template says on a channel. Its texts are Handlebars, filled in for each recipient. */
public sealed interface TemplateContent {

    /** Free text. */
    record Text(String text) implements TemplateContent {}

    /**
     * A template that the channel has approved and that lies at the service.
     *
     * @param reference the service's identifier of it
     * @param variables what its variables are filled with, by the service's names for them
     */
    record Approved(String reference, Map<String, String> variables) implements TemplateContent {
        public Approved {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }
}
