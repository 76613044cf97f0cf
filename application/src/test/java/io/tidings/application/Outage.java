package io.tidings.application;

import io.tidings.domain.tx.StoreUnavailable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Stores that cannot be reached while the test says so. */
final class Outage {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    /** @param of the only thing that fails; empty when all does */
    private record Failure(Optional<String> of, RuntimeException like) {}

    void begin() {
        begin(new StoreUnavailable("the test says so", null));
    }

    /** All that is asked of the stores fails like this. */
    void begin(RuntimeException like) {
        failure.set(new Failure(Optional.empty(), like));
    }

    /** Only what has that name fails. */
    void begin(String of) {
        failure.set(new Failure(Optional.of(of), new StoreUnavailable("the test says so", null)));
    }

    void end() {
        failure.set(null);
    }

    /**
     * What was asked of the stores since the last call, oldest first; what a unit of work does comes after its
     * beginning.
     */
    List<String> asked() {
        List<String> before = List.copyOf(asked);
        asked.clear();
        return before;
    }

    /** The same port, which is out of reach during the outage. */
    <T> T reaching(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, (self, method, args) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(self, method, args);
            }
            asked.add(method.getName());
            Failure now = failure.get();
            if (now != null && now.of().filter(name -> !name.equals(method.getName())).isEmpty()) {
                throw now.like();
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
