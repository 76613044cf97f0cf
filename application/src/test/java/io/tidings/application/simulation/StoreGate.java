package io.tidings.application.simulation;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.domain.tx.Transactions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;

/**
 * The way from one node to the stores. Here the stores become unavailable, before or just after they did what was
 * asked, and here the node dies, before or just after.
 */
final class StoreGate {

    private static final int PER_MILLE = 4;

    private final SimulatedWorld world;
    private final SimulatedNode node;
    private int unitsOpen;

    StoreGate(SimulatedWorld world, SimulatedNode node) {
        this.world = world;
        this.node = node;
    }

    boolean unitOpen() {
        return unitsOpen > 0;
    }

    <T> T to(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
                (self, method, args) -> method.isDefault()
                        ? InvocationHandler.invokeDefault(self, method, args)
                        : pass(real, method, args)));
    }

    private Object pass(Object real, Method method, Object[] args) throws Throwable {
        if (!unitOpen()) {
            world.between();
        }
        trouble("before", method);
        if (method.getName().equals("save")) {
            deliveries(args[0]).forEach(node::records);
        }
        return method.getDeclaringClass().equals(Transactions.class)
                ? unit(real, method, args)
                : call(real, method, args, false);
    }

    /** Who hears that a unit of work has failed begins nothing of it. */
    private Object unit(Object real, Method method, Object[] args) throws Throwable {
        int before = node.departures().units();
        try {
            return call(real, method, args, true);
        } catch (Throwable e) {
            node.departures().undone(before);
            throw e;
        }
    }

    private Object call(Object real, Method method, Object[] args, boolean unit) throws Throwable {
        unitsOpen += unit ? 1 : 0;
        Object answer;
        try {
            answer = method.invoke(real, args);
            if (unit) {
                world.rates().committed();
            }
        } catch (InvocationTargetException e) {
            world.rates().undone();
            throw e.getCause();
        } finally {
            unitsOpen -= unit ? 1 : 0;
        }
        if (method.getName().equals("claimSends")) {
            node.claims((ProviderInstanceId) args[0]);
        } else if (method.getName().equals("add") && method.getDeclaringClass().equals(DeliveryStore.class)) {
            node.departures().added(deliveries(args[0]));
        }
        trouble("after", method);
        return answer;
    }

    private static List<Delivery> deliveries(Object all) {
        return ((Collection<?>) all).stream().map(Delivery.class::cast).toList();
    }

    private void trouble(String when, Method method) {
        node.requireAlive();
        if (world.calm()) {
            return;
        }
        if (world.storesOut() || world.chance().perMille(PER_MILLE)) {
            world.trace().say("%s finds the stores unavailable %s %s", node, when, method.getName());
            throw new StoreUnavailable("simulated", null);
        }
        if (world.chance().perMille(PER_MILLE)) {
            world.trace().say("%s dies %s %s", node, when, method.getName());
            node.die();
            node.requireAlive();
        }
    }
}
