package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries that one unit of work locks and changes, each maybe more than once, and stores all together. Where a
 * change tells the reference of an attempt, what was reported on it before is applied, too.
 */
final class LockedDeliveries {

    private final DeliveryStore deliveries;
    private final Pace pace;
    private final Map<DeliveryId, Delivery> latest = new LinkedHashMap<>();
    private final Map<DeliveryId, Delivery> changed = new LinkedHashMap<>();
    private final Map<Source, Map<String, Target>> nowKnown = new HashMap<>();

    private record Source(AppId app, ProviderId provider) {}

    private record Target(DeliveryId delivery, int attempt) {}

    /** @param ids are locked at once; others when they are looked for */
    LockedDeliveries(DeliveryStore deliveries, Set<DeliveryId> ids, Pace pace) {
        this.deliveries = deliveries;
        this.pace = pace;
        if (!ids.isEmpty()) {
            deliveries.lock(ids).forEach(delivery -> latest.put(delivery.id(), delivery));
        }
    }

    /** As it is by now; empty when there is none. */
    Optional<Delivery> find(DeliveryId id) {
        return Optional.ofNullable(latest.computeIfAbsent(id, unknown -> deliveries.lock(id).orElse(null)));
    }

    /** All that were locked, as they are by now. */
    List<Delivery> all() {
        return List.copyOf(latest.values());
    }

    /** @param after made from what {@link #find} answers; when it is that, nothing is changed */
    void change(Delivery after) {
        Delivery before = latest.get(after.id());
        if (after == before) {
            return;
        }
        latest.put(after.id(), after);
        changed.put(after.id(), after);
        for (Attempt attempt : after.attempts()) {
            if (before.attempt(attempt.number()).flatMap(Attempt::reference).isEmpty()) {
                attempt.reference().ifPresent(reference -> nowKnown
                        .computeIfAbsent(new Source(after.order().app(), attempt.lane().provider()),
                                unknown -> new HashMap<>())
                        .put(reference, new Target(after.id(), attempt.number())));
            }
        }
    }

    void store() {
        List.copyOf(nowKnown.entrySet()).forEach(entry -> catchUp(entry.getKey(), entry.getValue()));
        Set<DeliveryId> refused = deliveries.save(changed.values());
        if (!refused.isEmpty()) {
            throw new IllegalStateException("changed although they were locked: " + refused);
        }
    }

    private void catchUp(Source source, Map<String, Target> targets) {
        for (ParkedReport parked : deliveries.unpark(source.app(), source.provider(), targets.keySet())) {
            Target target = targets.get(parked.report().reference());
            change(latest.get(target.delivery()).received(target.attempt(), parked.report(), pace));
        }
    }
}
