package io.tidings.domain.planted;

import org.slf4j.Logger;

/** Breaks a law of the house on purpose. */
public interface KnowsLogging {
    Logger log();
}
