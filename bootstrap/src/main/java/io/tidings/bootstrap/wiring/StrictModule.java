package io.tidings.bootstrap.wiring;

import com.google.inject.AbstractModule;

/** A module whose graph holds exactly what is written down: nothing is bound by guessing. */
abstract class StrictModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
    }
}
