package io.tidings.persistence.planted;

import io.tidings.application.Engine;

/** Breaks a law of the house on purpose. */
public interface KnowsApplication {
    Engine engine();
}
