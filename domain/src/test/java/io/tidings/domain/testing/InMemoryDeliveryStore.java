package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.log.Change;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryDeliveryStore implements DeliveryStore {

    private final InMemoryTransactions transactions;
    private final Table<DeliveryId, Delivery> deliveries;
    private final Table<DeliveryId, List<TimelineEntry>> timelines;
    private final Table<Position, Change> changes;
    private long lastChange;
    private final ParkedReports parked;
    private final InMemoryNotificationStore notifications;

    InMemoryDeliveryStore(InMemoryTransactions transactions, InMemoryNotificationStore notifications) {
        this.notifications = notifications;
        this.transactions = transactions;
        this.deliveries = new Table<>(transactions);
        this.timelines = new Table<>(transactions);
        this.changes = new Table<>(transactions);
        this.parked = new ParkedReports(transactions);
    }

    @Override
    public void add(Collection<Delivery> added) {
        transactions.step(() -> {
            for (Delivery delivery : added) {
                deliveries.insert(delivery.id(), delivery.saved());
                timelines.insert(delivery.id(), delivery.unsaved());
                delivery.unsaved().forEach(entry -> changed(delivery, entry));
            }
            return null;
        });
    }

    @Override
    public Set<DeliveryId> save(Collection<Delivery> changed) {
        return transactions.step(() -> {
            var stale = new HashSet<DeliveryId>();
            for (Delivery delivery : changed) {
                if (deliveries.find(delivery.id()).filter(it -> it.version() == delivery.version()).isPresent()) {
                    store(delivery);
                } else {
                    stale.add(delivery.id());
                }
            }
            return Set.copyOf(stale);
        });
    }

    @Override
    public Optional<Delivery> find(DeliveryId id) {
        return transactions.step(() -> deliveries.find(id));
    }

    @Override
    public List<Delivery> lock(Set<DeliveryId> ids) {
        transactions.requireOpen();
        return ids.stream().flatMap(id -> find(id).stream()).sorted(Waiting.BY_ID).toList();
    }

    @Override
    public Optional<Referenced> findByReference(AppId app, ProviderId provider, String reference) {
        return transactions.step(() -> deliveries.rows()
                .filter(delivery -> delivery.order().app().equals(app))
                .flatMap(delivery -> referenced(delivery, provider, reference))
                .findFirst());
    }

    @Override
    public boolean isReferenced(ProviderId provider, String reference, Referenced but) {
        return transactions.step(() -> deliveries.rows()
                .flatMap(delivery -> referenced(delivery, provider, reference))
                .anyMatch(found -> !found.equals(but)));
    }

    private static Stream<Referenced> referenced(Delivery delivery, ProviderId provider, String reference) {
        return delivery.attempts().stream()
                .filter(attempt -> attempt.lane().provider().equals(provider))
                .filter(attempt -> attempt.reference().filter(reference::equals).isPresent())
                .map(attempt -> new Referenced(delivery.id(), attempt.number()));
    }

    @Override
    public List<InDoubt> inDoubt(ProviderId provider, Address person, Instant from, Instant until) {
        return transactions.step(() -> deliveries.rows()
                .flatMap(delivery -> delivery.attempts().stream()
                        .filter(attempt -> attempt.lane().provider().equals(provider))
                        .filter(attempt -> !attempt.startedAt().isBefore(from) && !attempt.startedAt().isAfter(until))
                        .flatMap(attempt -> attempt.imprint().stream())
                        .filter(imprint -> imprint.person().equals(person))
                        .map(imprint -> new InDoubt(delivery.id(), imprint)))
                .toList());
    }

    @Override
    public List<TimelineEntry> timeline(DeliveryId id) {
        return transactions.step(() -> timelines.find(id).orElse(List.of()));
    }

    @Override
    public Page<Delivery> ofNotification(NotificationId notification, Optional<String> cursor, int limit) {
        Optional<DeliveryId> after = cursor.map(UUID::fromString).map(DeliveryId::new);
        return transactions.step(() -> {
            List<Delivery> rest = select(delivery -> delivery.order().notification().equals(notification))
                    .filter(delivery -> after.filter(id -> delivery.id().toString().compareTo(id.toString()) <= 0)
                            .isEmpty())
                    .sorted(Waiting.BY_ID).limit(limit + 1L).toList();
            return rest.size() <= limit
                    ? new Page<>(rest, Optional.empty())
                    : new Page<>(rest.subList(0, limit), Optional.of(rest.get(limit - 1).id().toString()));
        });
    }

    @Override
    public Map<DeliveryState, Long> count(NotificationId notification) {
        return transactions.step(() -> select(delivery -> delivery.order().notification().equals(notification))
                .collect(Collectors.groupingBy(Delivery::state, Collectors.counting())));
    }

    @Override
    public Set<ProviderInstanceId> lanesDue(Instant now, Set<ProviderInstanceId> but) {
        return lanes(delivery -> Waiting.isDue(delivery, Step.SEND, now) && !delivery.expired(now)
                && !but.contains(delivery.lane().orElseThrow().instance()));
    }

    private Set<ProviderInstanceId> lanes(Predicate<Delivery> wanted) {
        return transactions.step(() -> select(wanted).flatMap(delivery -> delivery.lane().stream())
                .map(lane -> lane.instance()).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now,
            UnaryOperator<List<Delivery>> begin) {
        return claim(
                delivery -> Waiting.isOn(lane, delivery) && Waiting.isDue(delivery, Step.SEND, now)
                        && !delivery.expired(now),
                Waiting.MOST_URGENT_FIRST, limit, begin);
    }

    @Override
    public Set<ProviderInstanceId> lanesToAsk(Step step, Instant now) {
        return lanes(delivery -> Waiting.isDue(delivery, step, now));
    }

    @Override
    public List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now) {
        return claim(delivery -> Waiting.isOn(lane, delivery) && Waiting.isDue(delivery, step, now),
                Waiting.LONGEST_DUE_FIRST, limit,
                due -> due.stream().map(delivery -> delivery.leased(lease)).toList());
    }

    @Override
    public List<Delivery> findExpired(Instant now, int limit) {
        return transactions.step(() -> select(delivery -> delivery.expired(now))
                .sorted(Waiting.LONGEST_DUE_FIRST).limit(limit).toList());
    }

    @Override
    public List<Delivery> findWaiting(ProviderInstanceId lane, int limit) {
        return transactions.step(() -> select(delivery -> Waiting.isOn(lane, delivery) && delivery.isDue(Step.SEND))
                .sorted(Waiting.LONGEST_DUE_FIRST).limit(limit).toList());
    }

    @Override
    public boolean isUnderWay(ProviderInstanceId instance) {
        return transactions.step(() -> select(delivery -> Waiting.isOn(instance, delivery) && delivery.due().isPresent()
                && !delivery.isDue(Step.SEND)).findAny().isPresent());
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return transactions.step(() -> deliveries.rows().flatMap(delivery -> delivery.due().stream())
                .map(Due::at)
                .filter(at -> at.isAfter(after))
                .min(Comparator.naturalOrder()));
    }

    @Override
    public int hasten(ProviderInstanceId lane, Instant now) {
        return transactions.step(() -> {
            List<Delivery> waiting = select(delivery -> Waiting.isOn(lane, delivery) && delivery.isDue(Step.SEND)
                    && !Waiting.isDue(delivery, Step.SEND, now) && !delivery.attempts().isEmpty()).toList();
            waiting.forEach(delivery -> store(delivery.hastened(now)));
            return waiting.size();
        });
    }

    @Override
    public int removeEnded(Instant before, int limit) {
        return transactions.step(() -> {
            List<Delivery> ended = select(it -> it.due().isEmpty() && !it.held() && it.updatedAt().isBefore(before))
                    .sorted(Comparator.comparing(Delivery::updatedAt)).limit(limit).toList();
            for (Delivery delivery : ended) {
                deliveries.remove(delivery.id());
                timelines.remove(delivery.id());
                changes.rows().filter(change -> change.delivery().equals(delivery.id())).map(Change::position).toList()
                        .forEach(changes::remove);
            }
            Set<NotificationId> left = deliveries.rows().map(delivery -> delivery.order().notification())
                    .collect(Collectors.toSet());
            ended.stream().map(delivery -> delivery.order().notification()).filter(it -> !left.contains(it))
                    .forEach(notifications::forget);
            return ended.size();
        });
    }

    @Override
    public void park(ParkedReport report) {
        transactions.step(() -> {
            parked.add(report);
            return null;
        });
    }

    @Override
    public List<ParkedReport> unpark(AppId app, ProviderId provider, Set<String> references) {
        return transactions.step(() -> parked.takeOut(report -> report.app().equals(app)
                && report.provider().equals(provider) && references.contains(report.report().reference()),
                Integer.MAX_VALUE));
    }

    @Override
    public int forgetParked(Instant before, int limit) {
        return transactions.step(() -> parked.takeOut(report -> report.receivedAt().isBefore(before), limit).size());
    }

    private List<Delivery> claim(Predicate<Delivery> claimable, Comparator<Delivery> order, int limit,
            UnaryOperator<List<Delivery>> claimed) {
        return transactions.step(() -> {
            List<Delivery> chosen = select(claimable).sorted(order).limit(limit).toList();
            return chosen.isEmpty() ? chosen : claimed.apply(chosen).stream().map(this::store).toList();
        });
    }

    private Delivery store(Delivery delivery) {
        var timeline = new ArrayList<>(timelines.find(delivery.id()).orElseThrow());
        timeline.addAll(delivery.unsaved());
        timelines.put(delivery.id(), List.copyOf(timeline));
        delivery.unsaved().forEach(entry -> changed(delivery, entry));
        Delivery stored = delivery.saved();
        deliveries.put(stored.id(), stored);
        return stored;
    }

    private void changed(Delivery delivery, TimelineEntry entry) {
        var position = new Position(0, ++lastChange);
        changes.put(position, new Change(position, delivery.order().app(), delivery.order().notification(),
                delivery.id(), delivery.order().user(), entry));
    }

    /** All deliveries of an app, in no order. Only inside a unit of work. */
    Stream<Delivery> ofApp(AppId app) {
        return select(delivery -> delivery.order().app().equals(app));
    }

    /** All that happened to deliveries that are there, in no order. Only inside a unit of work. */
    Stream<Change> changes() {
        return changes.rows();
    }

    /** How many changes there have ever been. */
    long lastChange() {
        return lastChange;
    }

    Stream<Delivery> select(Predicate<Delivery> wanted) {
        return deliveries.rows().filter(wanted);
    }
}
