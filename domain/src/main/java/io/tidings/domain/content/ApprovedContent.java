package io.tidings.domain.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that the service makes of a template that was approved beforehand.
 *
 * @param reference the service's identifier of the template
 * @param variables what goes into its places, by the service's names for them; none is blank
 */
public record ApprovedContent(String reference, Map<String, String> variables) {

    public ApprovedContent {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
