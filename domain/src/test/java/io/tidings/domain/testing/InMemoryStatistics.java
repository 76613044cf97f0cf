package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Due;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.statistics.Backlog;
import io.tidings.domain.statistics.Interval;
import io.tidings.domain.statistics.Statistics;
import io.tidings.domain.statistics.Summary;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.statistics.Summary.Reason;
import io.tidings.domain.statistics.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the deliveries one by one, and keeps every time as it is: what all others must come out at. */
final class InMemoryStatistics implements Statistics {

    private final InMemoryTransactions transactions;
    private final InMemoryDeliveryStore deliveries;

    InMemoryStatistics(InMemoryTransactions transactions, InMemoryDeliveryStore deliveries) {
        this.transactions = transactions;
        this.deliveries = deliveries;
    }

    @Override
    public Summary of(AppId app, Interval interval, Instant from, Instant to) {
        return transactions.step(() -> {
            List<Delivery> counted = deliveries.ofApp(app)
                    .filter(delivery -> !delivery.order().createdAt().isBefore(from)
                            && delivery.order().createdAt().isBefore(to))
                    .toList();
            var states = new TreeMap<Instant, Map<DeliveryState, Long>>();
            var reasons = new HashMap<Reason, Long>();
            for (Delivery delivery : counted) {
                states.computeIfAbsent(interval.start(delivery.order().createdAt()),
                        start -> new EnumMap<>(DeliveryState.class)).merge(delivery.state(), 1L, Long::sum);
                delivery.explanation().ifPresent(
                        why -> reasons.merge(new Reason(delivery.state(), why.code()), 1L, Long::sum));
            }
            return new Summary(states, reasons, times(counted));
        });
    }

    @Override
    public Backlog backlog(ProviderInstanceId lane, Instant now) {
        return transactions.step(() -> {
            List<Delivery> waiting = deliveries.select(
                    it -> Waiting.isOn(lane, it) && Waiting.isDue(it, Step.SEND, now) && !it.expired(now))
                    .sorted(Waiting.LONGEST_DUE_FIRST).toList();
            Map<Priority, Long> counts = waiting.stream()
                    .collect(Collectors.groupingBy(it -> it.order().priority(), Collectors.counting()));
            counts.replaceAll((priority, count) -> Math.min(count, Backlog.MOST));
            return new Backlog(counts, waiting.stream().findFirst().flatMap(Delivery::due).map(Due::at));
        });
    }

    private Map<Milestone, Times> times(List<Delivery> counted) {
        var times = new EnumMap<Milestone, Times>(Milestone.class);
        for (Milestone milestone : Milestone.values()) {
            List<Duration> all = counted.stream()
                    .flatMap(delivery -> deliveries.timeline(delivery.id()).stream()
                            .filter(entry -> milestone.isProvenBy(entry.state())).findFirst().map(TimelineEntry::at)
                            .map(at -> Duration.between(delivery.order().createdAt(), at)).stream())
                    .map(time -> time.isNegative() ? Duration.ZERO : time)
                    .sorted().toList();
            if (!all.isEmpty()) {
                times.put(milestone, new Times(all.size(), at(all, 50), at(all, 90), at(all, 99)));
            }
        }
        return times;
    }

    private static Duration at(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
