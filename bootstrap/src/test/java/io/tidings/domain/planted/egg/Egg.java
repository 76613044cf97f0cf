package io.tidings.domain.planted.egg;

import io.tidings.domain.planted.Hen;

/** Breaks a law of the house on purpose. */
public interface Egg {
    Hen hen();
}
