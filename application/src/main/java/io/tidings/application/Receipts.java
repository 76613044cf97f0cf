package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.Report;
import java.util.List;
import java.util.Optional;

/**
 * Finds the attempt that a report belongs to and applies it, or keeps the report until the attempt is known. Used
 * inside units of work.
 */
final class Receipts {

    private final DeliveryStore deliveries;
    private final Timing timing;

    Receipts(DeliveryStore deliveries, Timing timing) {
        this.deliveries = deliveries;
        this.timing = timing;
    }

    /** The delivery that a callback's URL names, and the attempt where it names one too. */
    record Named(DeliveryId delivery, Optional<Integer> attempt) {}

    void apply(AppId app, ProviderId provider, Optional<Named> named, Report report) {
        // Another provider may serve it by now: what the one before it reports on its own attempt still counts.
        Optional<Delivery> ofName = named.flatMap(it -> deliveries.lock(it.delivery()))
                .filter(known -> known.order().app().equals(app));
        Optional<Named> target = ofName.flatMap(known -> named)
                .or(() -> deliveries.findByReference(app, provider, report.reference())
                        .map(found -> new Named(found.delivery(), Optional.of(found.attempt()))));
        Optional<Delivery> delivery = ofName.or(() -> target.flatMap(known -> deliveries.lock(known.delivery())))
                .filter(known -> !known.attempts().isEmpty());
        if (delivery.isEmpty()) {
            deliveries.park(new ParkedReport(app, provider, report, timing.now()));
            return;
        }
        Delivery before = delivery.get();
        int attempt = target.flatMap(Named::attempt).filter(number -> before.attempt(number).isPresent())
                .orElseGet(() -> attemptOf(before, report.reference()));
        Pace pace = timing.pace();
        Delivery after = before.received(attempt, report, pace);
        if (after == before) {
            return;
        }
        boolean nowKnown = before.attempt(attempt).flatMap(Attempt::reference).isEmpty();
        store(nowKnown ? catchUp(after, attempt, pace) : after);
    }

    /** Applies what was reported on an attempt before its reference was known. */
    Delivery catchUp(Delivery delivery, int attempt, Pace pace) {
        Delivery after = delivery;
        Attempt known = delivery.attempt(attempt).orElseThrow();
        String reference = known.reference().orElseThrow();
        ProviderId provider = known.lane().provider();
        for (ParkedReport parked : deliveries.unpark(delivery.order().app(), provider, reference)) {
            after = after.received(attempt, parked.report(), pace);
        }
        return after;
    }

    /** Stores a delivery that this unit of work has locked. */
    void store(Delivery locked) {
        if (!deliveries.save(List.of(locked)).isEmpty()) {
            throw new IllegalStateException("delivery " + locked.id() + " changed although it was locked");
        }
    }

    /** Without a number: the attempt that has this reference, else the latest that has none yet, else the latest. */
    private static int attemptOf(Delivery delivery, String reference) {
        List<Attempt> latestFirst = delivery.attempts().reversed();
        return latestFirst.stream().filter(attempt -> attempt.reference().filter(reference::equals).isPresent())
                .findFirst()
                .or(() -> latestFirst.stream().filter(attempt -> attempt.reference().isEmpty()).findFirst())
                .orElse(latestFirst.getFirst())
                .number();
    }
}
