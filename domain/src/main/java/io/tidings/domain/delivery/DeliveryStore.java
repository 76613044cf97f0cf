package io.tidings.domain.delivery;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The deliveries, their attempts and timelines, and the queue of what is due: the store is the queue.
 *
 * <p>Deliveries come out equal to what went in, {@link Delivery#saved()}. Safe for use by many threads and many
 * processes; each method may be called inside a unit of work or alone.
 */
public interface DeliveryStore {

    /** Adds new deliveries with what their timelines begin with. All or none. */
    void add(Collection<Delivery> deliveries);

    /**
     * Stores changed deliveries and appends their unsaved timeline entries, where the stored version is still the one
     * that each was read with.
     *
     * @return those that were <em>not</em> stored because another has changed them since; of these nothing has changed
     */
    Set<DeliveryId> save(Collection<Delivery> changed);

    Optional<Delivery> find(DeliveryId id);

    /** The same, and until the unit of work ends nobody else changes it. Only inside a unit of work. */
    default Optional<Delivery> lock(DeliveryId id) {
        return lock(Set.of(id)).stream().findFirst();
    }

    /** Those of the deliveries that there are, in the order of their identifiers, locked likewise. */
    List<Delivery> lock(Set<DeliveryId> ids);

    /** The delivery with an attempt that the provider knows by that reference, and the attempt's number. */
    Optional<Referenced> findByReference(AppId app, ProviderId provider, String reference);

    /** An attempt, found by the provider's reference. */
    record Referenced(DeliveryId delivery, int attempt) {}

    /** Whether the provider knows any attempt but that one, of whatever app, by that reference. */
    boolean isReferenced(ProviderId provider, String reference, Referenced but);

    /**
     * The attempts of whatever app to reach a person through a provider of which it is not known whether they made a
     * message, or which one.
     *
     * @param from  those that began earlier are left out
     * @param until those that began later are left out
     */
    List<InDoubt> inDoubt(ProviderId provider, Address person, Instant from, Instant until);

    /** An attempt that may have made a message. */
    record InDoubt(DeliveryId delivery, Imprint imprint) {}

    /** All that happened to a delivery, oldest first. */
    List<TimelineEntry> timeline(DeliveryId id);

    /**
     * The deliveries of a notification in the order of their identifiers, after the cursor of the page before. An
     * unreadable cursor is an {@link IllegalArgumentException}.
     */
    Page<Delivery> ofNotification(NotificationId notification, Optional<String> cursor, int limit);

    /** How many deliveries of a notification stand in each state; states with none may be absent. */
    Map<DeliveryState, Long> count(NotificationId notification);

    /**
     * The provider instances for which something is due to be sent now and has not expired.
     *
     * @param but those are left out, and not looked for
     */
    Set<ProviderInstanceId> lanesDue(Instant now, Set<ProviderInstanceId> but);

    /**
     * Takes deliveries of one lane that are due to be sent and have not expired, the most urgent first and then longest
     * due first, and stores each as it is after an attempt {@linkplain Delivery#begun began}. What one claimer gets no
     * other gets. Claims nothing that a concurrent unit of work holds.
     *
     * @param begin answers all that are claimed, changed, in any order. Called inside the unit of work, not at all when
     *              nothing is due, and once more when the unit of work is.
     * @return the deliveries as stored
     */
    List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now, UnaryOperator<List<Delivery>> begin);

    /** The provider instances of whose deliveries such a question is due now. */
    Set<ProviderInstanceId> lanesToAsk(Step step, Instant now);

    /**
     * Takes deliveries of one lane for which a question ({@link Step#RESOLVE} or {@link Step#POLL}) is due, longest due
     * first, and {@linkplain Delivery#leased leases} each.
     */
    List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now);

    /** Deliveries that were due to be sent and have {@linkplain Delivery#expired expired}. */
    List<Delivery> findExpired(Instant now, int limit);

    /** Deliveries that wait to be sent through an instance, whether due or not. */
    List<Delivery> findWaiting(ProviderInstanceId lane, int limit);

    /**
     * Whether an instance is still needed to ask and to prove what became of messages: a question about one of its
     * deliveries is due, now or later.
     */
    boolean isUnderWay(ProviderInstanceId instance);

    /** The earliest moment after that one at which anything falls due; empty when nothing will. */
    Optional<Instant> nextDue(Instant after);

    /**
     * Makes deliveries of a lane due now that were tried before and wait for another try: what kept them may be gone.
     *
     * @return how many
     */
    int hasten(ProviderInstanceId lane, Instant now);

    /**
     * Removes deliveries of which nothing is due, that are not {@linkplain Delivery#held held} and that last changed
     * before that moment, oldest first, with their attempts and timelines; and notifications of which no delivery is
     * left.
     *
     * @return how many deliveries were removed
     */
    int removeEnded(Instant before, int limit);

    /** Keeps a report until a delivery knows its reference. */
    void park(ParkedReport report);

    /** Takes out the parked reports on these references, oldest first. */
    List<ParkedReport> unpark(AppId app, ProviderId provider, Set<String> references);

    /** Forgets reports that were parked before that moment, oldest first, at most so many. @return how many */
    int forgetParked(Instant before, int limit);
}
