package io.tidings.application;

import io.tidings.application.Dispatcher.Departure;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of what is accepted while its lane has room and nothing waits in it: it begins in the very unit of work that
 * stores it, and is sent as soon as that is durable. What finds no room waits for the {@link Dispatcher}, and closes
 * this way until a look has found that nothing waits any more: so nothing is overtaken for long.
 */
final class Express {

    private final Lanes lanes;
    private final Letters letters;
    private final Dispatcher dispatcher;
    private final Timing timing;
    private final Executor tasks;

    Express(Lanes lanes, Letters letters, Dispatcher dispatcher, Timing timing, Executor tasks) {
        this.lanes = lanes;
        this.letters = letters;
        this.dispatcher = dispatcher;
        this.timing = timing;
        this.tasks = tasks;
    }

    /** For a request that is to be accepted. */
    Places places() {
        return new Places(lanes);
    }

    /**
     * What is about to be stored of one request.
     *
     * @param serving the instances through which its deliveries may go
     */
    record Offer(Places places, Notification notification, List<Delivery> deliveries,
            List<ProviderInstance> serving) {

        private Stream<Part> due(Instant now) {
            Map<ProviderInstanceId, List<Delivery>> byLane = deliveries.stream()
                    .filter(delivery -> delivery.isDue(Step.SEND) && !delivery.expired(now))
                    .filter(delivery -> !delivery.due().orElseThrow().at().isAfter(now))
                    .collect(Collectors.groupingBy(delivery -> delivery.lane().orElseThrow().instance()));
            return serving.stream().filter(instance -> byLane.containsKey(instance.id()))
                    .map(instance -> new Part(instance, places, notification, byLane.get(instance.id())));
        }
    }

    /** What of an offer goes through one lane. */
    private record Part(ProviderInstance instance, Places places, Notification notification, List<Delivery> due) {

        private Priority priority() {
            return due.getFirst().order().priority();
        }
    }

    /**
     * Begins what may begin at once, within the unit of work that stores it, when the profiles are stored.
     *
     * @return what has begun, to be stored as it stands there
     */
    Map<DeliveryId, Departure> begin(List<Offer> offers) {
        Pace pace = timing.pace();
        var places = new LinkedHashMap<ProviderInstanceId, List<Part>>();
        offers.stream().flatMap(offer -> offer.due(pace.now())).sorted(Comparator.comparing(Part::priority))
                .forEachOrdered(part -> {
                    if (part.places().take(part.instance(), part.due().size())) {
                        places.computeIfAbsent(part.instance().id(), first -> new ArrayList<>()).add(part);
                    }
                });
        var begun = new HashMap<DeliveryId, Departure>();
        places.values().forEach(parts -> begun.putAll(begin(parts, pace)));
        return begun;
    }

    private Map<DeliveryId, Departure> begin(List<Part> ofLane, Pace pace) {
        ProviderInstance instance = ofLane.getFirst().instance();
        int paid = lanes.payAtOnce(instance, ofLane.stream().map(part -> part.due().size()).toList(), pace.now());
        ofLane.subList(paid, ofLane.size()).forEach(part -> part.places().giveBack(instance));
        if (paid == 0) {
            return Map.of();
        }
        List<Part> begins = ofLane.subList(0, paid);
        List<Delivery> due = begins.stream().flatMap(part -> part.due().stream()).toList();
        Lease lease = timing.lease(pace.now());
        Map<DeliveryId, Letter> written = letters.write(instance, due, begins.stream().map(Part::notification)
                .collect(Collectors.toMap(Notification::id, notification -> notification)));
        return due.stream().collect(Collectors.toMap(Delivery::id, delivery -> {
            Letter letter = written.get(delivery.id());
            return new Departure(instance, letter.begun(delivery, lease, pace), letter);
        }));
    }

    /** Has sent what has begun and is durable by now. */
    void depart(Collection<Departure> departures) {
        departures.forEach(departure -> dispatcher.depart(departure, tasks));
    }
}
