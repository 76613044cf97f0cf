package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.Report;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the attempts that reports belong to and applies them, or keeps a report until its attempt is known. Used inside
 * units of work.
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

    /** What one callback reports. */
    record Heard(AppId app, ProviderId provider, Optional<Named> named, List<Report> reports) {}

    void apply(List<Heard> all) {
        Set<DeliveryId> named = all.stream().flatMap(heard -> heard.named().stream()).map(Named::delivery)
                .collect(Collectors.toSet());
        var locked = new LockedDeliveries(deliveries, named, timing.pace());
        all.forEach(heard -> heard.reports().forEach(report -> apply(heard, report, locked)));
        locked.store();
    }

    private void apply(Heard heard, Report report, LockedDeliveries locked) {
        // Another provider may serve it by now: what the one before it reports on its own attempt still counts.
        Optional<Named> target = heard.named()
                .filter(it -> locked.find(it.delivery()).filter(known -> known.order().app().equals(heard.app()))
                        .isPresent())
                .or(() -> deliveries.findByReference(heard.app(), heard.provider(), report.reference())
                        .map(found -> new Named(found.delivery(), Optional.of(found.attempt()))));
        Optional<Delivery> delivery = target.flatMap(known -> locked.find(known.delivery()))
                .filter(known -> !known.attempts().isEmpty());
        if (delivery.isEmpty()) {
            deliveries.park(new ParkedReport(heard.app(), heard.provider(), report, timing.now()));
            return;
        }
        Delivery before = delivery.get();
        int attempt = target.flatMap(Named::attempt).filter(number -> before.attempt(number).isPresent())
                .orElseGet(() -> attemptOf(before, report.reference()));
        locked.change(before.received(attempt, report, timing.pace()));
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
