package io.tidings.application;

import io.tidings.domain.tx.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stores that cannot be reached while the test says so. */
final class Outage {

    private final AtomicBoolean down = new AtomicBoolean();

    void begin() {
        down.set(true);
    }

    void end() {
        down.set(false);
    }

    /** The same port, which is out of reach during the outage. */
    <T> T reaching(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (self, method, args) -> {
            if (down.get()) {
                throw new StoreUnavailable("the test says so", null);
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
