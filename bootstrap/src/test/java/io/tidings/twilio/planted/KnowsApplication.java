package io.tidings.twilio.planted;

import io.tidings.application.Engine;

/** Breaks a law of the house on purpose. */
public interface KnowsApplication {
    Engine engine();
}
