package io.tidings.application.simulation;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.provider.ProviderInstance;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** What a node began when it accepted it and has not handed to its tasks yet, by units of work, the latest first. */
final class Departures {

    private final SimulatedWorld world;
    private final Deque<Deque<ProviderInstance>> lanes = new ArrayDeque<>();

    Departures(SimulatedWorld world) {
        this.world = world;
    }

    /** These were stored in a unit of work, which may still be undone. */
    void added(Collection<Delivery> added) {
        var through = new ArrayDeque<ProviderInstance>();
        added.stream().filter(it -> it.latest().filter(attempt -> attempt.call() == Call.PENDING).isPresent())
                .forEach(it -> through.add(world.stores().providerInstances()
                        .find(it.lane().orElseThrow().instance()).orElseThrow()));
        if (!through.isEmpty()) {
            lanes.push(through);
        }
    }

    int units() {
        return lanes.size();
    }

    /** Nothing comes of the units of work since there were so many. */
    void undone(int before) {
        while (lanes.size() > before) {
            lanes.pop();
        }
    }

    /** The lane of what is handed over next. */
    ProviderInstance next() {
        Deque<ProviderInstance> unit = lanes.getFirst();
        ProviderInstance lane = unit.remove();
        if (unit.isEmpty()) {
            lanes.pop();
        }
        return lane;
    }
}
