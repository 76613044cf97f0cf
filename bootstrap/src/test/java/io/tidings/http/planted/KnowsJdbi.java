package io.tidings.http.planted;

import org.jdbi.v3.core.Jdbi;

/** Breaks a law of the house on purpose. */
public interface KnowsJdbi {
    Jdbi jdbi();
}
