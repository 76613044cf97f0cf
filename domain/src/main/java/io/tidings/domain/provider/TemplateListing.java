package io.tidings.domain.provider;

import java.util.List;
import java.util.Optional;

/** What a service answers when it is asked for the templates of an account. */
public sealed interface TemplateListing {

    /**
     * Some of them, in the service's order.
     *
     * @param nextCursor asks for the next ones; empty at the end
     */
    record Listed(List<ProviderTemplate> templates, Optional<String> nextCursor) implements TemplateListing {
        public Listed {
            templates = List.copyOf(templates);
        }
    }

    /** The service did not tell them; the fault says why. */
    record Failed(ProviderFault fault) implements TemplateListing {}

    /** The service has no templates of its own, so there is nothing to ask for. */
    record None() implements TemplateListing {}
}
