package io.tidings.application.simulation;

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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A delivery store like another, but for what a subclass does otherwise. */
class ForwardingDeliveries implements DeliveryStore {

    final DeliveryStore real;

    ForwardingDeliveries(DeliveryStore real) {
        this.real = real;
    }

    @Override
    public void add(Collection<Delivery> deliveries) {
        real.add(deliveries);
    }

    @Override
    public Set<DeliveryId> save(Collection<Delivery> changed) {
        return real.save(changed);
    }

    @Override
    public Optional<Delivery> find(DeliveryId id) {
        return real.find(id);
    }

    @Override
    public List<Delivery> lock(Set<DeliveryId> ids) {
        return real.lock(ids);
    }

    @Override
    public Optional<Referenced> findByReference(AppId app, ProviderId provider, String reference) {
        return real.findByReference(app, provider, reference);
    }

    @Override
    public boolean isReferenced(ProviderId provider, String reference, Referenced but) {
        return real.isReferenced(provider, reference, but);
    }

    @Override
    public List<InDoubt> inDoubt(ProviderId provider, Address person, Instant from, Instant until) {
        return real.inDoubt(provider, person, from, until);
    }

    @Override
    public List<TimelineEntry> timeline(DeliveryId id) {
        return real.timeline(id);
    }

    @Override
    public Page<Delivery> ofNotification(NotificationId notification, Optional<String> cursor, int limit) {
        return real.ofNotification(notification, cursor, limit);
    }

    @Override
    public Map<DeliveryState, Long> count(NotificationId notification) {
        return real.count(notification);
    }

    @Override
    public Set<ProviderInstanceId> lanesDue(Instant now, Set<ProviderInstanceId> but) {
        return real.lanesDue(now, but);
    }

    @Override
    public List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now,
            UnaryOperator<List<Delivery>> begin) {
        return real.claimSends(lane, limit, now, begin);
    }

    @Override
    public Set<ProviderInstanceId> lanesToAsk(Step step, Instant now) {
        return real.lanesToAsk(step, now);
    }

    @Override
    public List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now) {
        return real.claimQuestions(lane, step, limit, lease, now);
    }

    @Override
    public List<Delivery> findExpired(Instant now, int limit) {
        return real.findExpired(now, limit);
    }

    @Override
    public List<Delivery> findWaiting(ProviderInstanceId lane, int limit) {
        return real.findWaiting(lane, limit);
    }

    @Override
    public boolean isUnderWay(ProviderInstanceId instance) {
        return real.isUnderWay(instance);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return real.nextDue(after);
    }

    @Override
    public int hasten(ProviderInstanceId lane, Instant now) {
        return real.hasten(lane, now);
    }

    @Override
    public int removeEnded(Instant before, int limit) {
        return real.removeEnded(before, limit);
    }

    @Override
    public void park(ParkedReport report) {
        real.park(report);
    }

    @Override
    public List<ParkedReport> unpark(AppId app, ProviderId provider, Set<String> references) {
        return real.unpark(app, provider, references);
    }

    @Override
    public int forgetParked(Instant before, int limit) {
        return real.forgetParked(before, limit);
    }
}
