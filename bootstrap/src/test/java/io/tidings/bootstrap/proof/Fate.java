package io.tidings.bootstrap.proof;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a delivery stands, as the API tells it.
 *
 * @param held whether it waits for a person
 */
record Fate(String id, String user, String state, boolean held) {

    static Fate of(JsonNode shown) {
        return new Fate(shown.get("id").asText(), shown.get("user").asText(), shown.get("state").asText(),
                shown.get("held").asBoolean());
    }

    boolean ended() {
        return switch (state) {
            case "delivered", "seen", "discarded" -> true;
            default -> false;
        };
    }

    /** Whether nothing more comes of itself. */
    boolean settled() {
        return ended() || held;
    }
}
