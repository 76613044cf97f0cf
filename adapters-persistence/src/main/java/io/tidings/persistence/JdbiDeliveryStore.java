package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.persistence.Standings.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

final class JdbiDeliveryStore implements DeliveryStore {

    private final Database database;
    private final DeliveryQueue queue;

    JdbiDeliveryStore(Database database, InstantSource clock) {
        this.database = database;
        this.queue = new DeliveryQueue(clock, database::afterCommit);
    }

    @Override
    public void add(Collection<Delivery> deliveries) {
        if (!deliveries.isEmpty()) {
            database.write(handle -> {
                for (List<Delivery> batch : Chunks.batches(deliveries)) {
                    DeliveryTable.insert(handle, batch);
                    AttemptTable.save(handle, batch);
                    TimelineTable.append(handle, batch);
                    DeliveryLogTable.insert(handle, batch);
                    batch.forEach(delivery -> database.ledger().appeared(Standing.of(delivery)));
                }
                announce(deliveries);
                return null;
            });
        }
    }

    @Override
    public Set<DeliveryId> save(Collection<Delivery> changed) {
        return changed.isEmpty() ? Set.of() : database.write(handle -> {
            announce(changed);
            return save(handle, changed);
        });
    }

    private void announce(Collection<Delivery> deliveries) {
        Map<ProviderInstanceId, Instant> earliest = DeliveryQueue.earliest(deliveries);
        database.afterCommit(() -> {
            earliest.forEach(queue::expect);
            queue.expectExpiries(deliveries);
        });
        earliest.forEach(database::announceWork);
    }

    /** Another process has made something due. */
    void heard(WorkHint hint) {
        queue.expect(hint);
    }

    private Set<DeliveryId> save(Handle handle, Collection<Delivery> changed) {
        Set<DeliveryId> refused = ids(changed);
        for (List<Delivery> batch : Chunks.batches(changed)) {
            Map<UUID, Standings.Row> before = Standings.read(handle, batch, database.ledger());
            List<Delivery> stored = DeliveryTable.update(handle, batch);
            AttemptTable.save(handle, stored);
            TimelineTable.append(handle, stored);
            DeliveryLogTable.reroute(handle, stored, before);
            for (Delivery delivery : stored) {
                Standing standing = before.get(delivery.id().value()).standing();
                database.ledger().moved(standing, standing.now(delivery));
            }
            refused.removeAll(ids(stored));
        }
        return refused;
    }

    private static Set<DeliveryId> ids(Collection<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Optional<Delivery> find(DeliveryId id) {
        return database.read(handle -> DeliveryTable
                .list(handle, handle.createQuery("SELECT * FROM delivery WHERE id = :id").bind("id", id.value()))
                .stream().findFirst());
    }

    @Override
    public List<Delivery> lock(Set<DeliveryId> ids) {
        return database.insideUnit(handle -> DeliveryTable.lock(handle, ids, database.ledger()));
    }

    @Override
    public Optional<Referenced> findByReference(AppId app, ProviderId provider, String reference) {
        return database.read(handle -> {
            if (database.insideUnit()) {
                lockReferences(handle, app, provider, Set.of(reference));
            }
            return AttemptTable.find(handle, app, provider, reference);
        });
    }

    @Override
    public boolean isReferenced(ProviderId provider, String reference, Referenced but) {
        return database.ask(handle -> AttemptTable.isReferenced(handle, provider, reference, but));
    }

    @Override
    public List<InDoubt> inDoubt(ProviderId provider, Address person, Instant from, Instant until) {
        return database.ask(handle -> AttemptTable.inDoubt(handle, provider, person, from, until));
    }

    @Override
    public List<TimelineEntry> timeline(DeliveryId id) {
        return database.ask(handle -> TimelineTable.list(handle, id));
    }

    @Override
    public Page<Delivery> ofNotification(NotificationId notification, Optional<String> cursor, int limit) {
        // No identifier is smaller, so that the first page needs no statement of its own.
        UUID after = cursor.map(JdbiDeliveryStore::lastOf).orElse(new UUID(0, 0));
        List<Delivery> found = database.read(handle -> DeliveryTable.list(handle, handle.createQuery("""
                SELECT * FROM delivery WHERE notification_id = :notification AND id > :after
                ORDER BY id LIMIT :limit + 1
                """)
                .bind("notification", notification.value())
                .bind("after", after)
                .bind("limit", limit)));
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(found.subList(0, limit), Optional.of(found.get(limit - 1).id().toString()));
    }

    private static UUID lastOf(String cursor) {
        UUID last = UUID.fromString(cursor);
        if (!last.toString().equals(cursor)) {
            throw new IllegalArgumentException("not a cursor of ours");
        }
        return last;
    }

    @Override
    public Map<DeliveryState, Long> count(NotificationId notification) {
        return database.ask(handle -> handle.createQuery("""
                SELECT state, count(*) AS deliveries FROM delivery WHERE notification_id = :notification GROUP BY state
                """)
                .bind("notification", notification.value())
                .map((row, context) -> Map.entry(DeliveryState.valueOf(row.getString("state")),
                        row.getLong("deliveries")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Set<ProviderInstanceId> lanesDue(Instant now, Set<ProviderInstanceId> but) {
        return database.ask(handle -> queue.lanesDue(handle, now, but));
    }

    @Override
    public List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now,
            UnaryOperator<List<Delivery>> begin) {
        return database.write(handle -> claimed(handle, queue.sends(handle, database.ledger(), lane, limit, now),
                begin));
    }

    @Override
    public Set<ProviderInstanceId> lanesToAsk(Step step, Instant now) {
        return database.ask(handle -> queue.lanesToAsk(handle, step, now));
    }

    @Override
    public List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now) {
        return database.write(handle -> claimed(handle, queue.questions(handle, lane, step, limit, now),
                due -> due.stream().map(delivery -> delivery.leased(lease)).toList()));
    }

    private List<Delivery> claimed(Handle handle, List<Delivery> due, UnaryOperator<List<Delivery>> claim) {
        if (due.isEmpty()) {
            return due;
        }
        List<Delivery> claimed = claim.apply(due);
        Set<DeliveryId> refused = save(handle, claimed);
        return claimed.stream().filter(delivery -> !refused.contains(delivery.id())).map(Delivery::saved).toList();
    }

    @Override
    public List<Delivery> findExpired(Instant now, int limit) {
        return database.read(handle -> queue.expired(handle, now, limit));
    }

    @Override
    public List<Delivery> findWaiting(ProviderInstanceId lane, int limit) {
        return database.read(handle -> DeliveryTable.list(handle, DeliveryQueue.waiting(handle, lane, limit)));
    }

    @Override
    public boolean isUnderWay(ProviderInstanceId instance) {
        return database.ask(handle -> handle.createQuery("""
                SELECT EXISTS (SELECT 1 FROM delivery WHERE due_step <> 'SEND' AND instance_id = :instance)
                """)
                .bind("instance", instance.value())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return database.ask(handle -> queue.nextDue(handle, after));
    }

    @Override
    public int hasten(ProviderInstanceId lane, Instant now) {
        return database.write(handle -> {
            database.afterCommit(() -> queue.expect(lane, now));
            database.announceWork(lane, now);
            return DeliveryQueue.hasten(handle, lane, now);
        });
    }

    @Override
    public int removeEnded(Instant before, int limit) {
        return database.write(handle -> {
            List<Standings.Row> removed = Standings.lockEnded(handle, before, limit);
            AttemptTable.remove(handle, removed);
            TimelineTable.remove(handle, removed);
            DeliveryLogTable.remove(handle, removed);
            DeliveryTable.remove(handle, removed);
            removed.forEach(row -> database.ledger().vanished(row.standing()));
            return removed.size();
        });
    }

    @Override
    public void park(ParkedReport report) {
        database.write(handle -> {
            lockReferences(handle, report.app(), report.provider(), Set.of(report.report().reference()));
            return ParkedReportTable.insert(handle, report);
        });
    }

    @Override
    public List<ParkedReport> unpark(AppId app, ProviderId provider, Set<String> references) {
        return database.write(handle -> {
            lockReferences(handle, app, provider, references);
            return ParkedReportTable.take(handle, app, provider, references);
        });
    }

    /**
     * Who looks for a reference and finds nothing acts on that, by parking a report or by adopting a message; who
     * stores a reference looks for parked reports. One after the other, each sees what the one before has done.
     */
    private void lockReferences(Handle handle, AppId app, ProviderId provider, Set<String> references) {
        database.lock(handle, references.stream()
                .map(reference -> List.of("reference", app, provider.id(), reference)).toList());
    }

    @Override
    public int forgetParked(Instant before, int limit) {
        return database.write(handle -> ParkedReportTable.delete(handle, before, limit));
    }
}
