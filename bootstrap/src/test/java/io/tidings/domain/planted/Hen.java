package io.tidings.domain.planted;

import io.tidings.domain.planted.egg.Egg;

/** Breaks a law of the house on purpose. */
public interface Hen {
    Egg egg();
}
