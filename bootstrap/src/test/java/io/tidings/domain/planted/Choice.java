package io.tidings.domain.planted;

/** Breaks a law of the house on purpose. */
public sealed interface Choice {

    /** No record. */
    final class Made implements Choice {}
}
