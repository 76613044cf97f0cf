package io.tidings.http.planted;

import com.google.inject.Injector;

/** Breaks two laws of the house on purpose: it is public as well. */
public interface KnowsGuice {
    Injector injector();
}
