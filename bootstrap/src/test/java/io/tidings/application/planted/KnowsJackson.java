package io.tidings.application.planted;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks a law of the house on purpose. */
public interface KnowsJackson {
    JsonNode tree();
}
