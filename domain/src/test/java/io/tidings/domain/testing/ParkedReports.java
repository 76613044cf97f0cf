package io.tidings.domain.testing;

import io.tidings.domain.delivery.ParkedReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The reports of {@link InMemoryDeliveryStore} that wait for a delivery, numbered in the order of their coming. */
final class ParkedReports {

    private static final Comparator<Map.Entry<Long, ParkedReport>> OLDEST_FIRST = Comparator
            .comparing((Map.Entry<Long, ParkedReport> entry) -> entry.getValue().receivedAt())
            .thenComparing(Map.Entry::getKey);

    private final Table<Long, ParkedReport> reports;
    private long last;

    ParkedReports(InMemoryTransactions transactions) {
        this.reports = new Table<>(transactions);
    }

    void add(ParkedReport report) {
        reports.insert(++last, report);
    }

    List<ParkedReport> takeOut(Predicate<ParkedReport> wanted, int limit) {
        List<Map.Entry<Long, ParkedReport>> chosen = reports.entries()
                .filter(entry -> wanted.test(entry.getValue()))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
        chosen.forEach(entry -> reports.remove(entry.getKey()));
        return chosen.stream().map(Map.Entry::getValue).toList();
    }
}
