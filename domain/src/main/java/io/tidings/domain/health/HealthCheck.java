package io.tidings.domain.health;

import java.util.Optional;

/**
 * Something that must work for Tidings to be ready for requests. Answers within a second or so; safe for use by many
 * threads.
 */
public interface HealthCheck {

    /** What it is that must work, in one word: {@code database}. */
    String name();

    /** What is wrong with it, in plain words without secrets; empty when it works. */
    Optional<String> problem();
}
