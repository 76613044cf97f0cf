package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.profile.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes notifications back: what was not handed to a provider yet never will be, the rest goes on. Doing so again
 * changes nothing and answers the same, unless more was accepted meanwhile.
 *
 * <p>Locks nothing: a delivery is cancelled as it was read, and where another has changed it since, by claiming it for
 * one, that is refused and it is looked at again. So of claim and cancel one comes first, and the other knows.
 */
public final class Cancellations {

    private static final int PAGE = 500;

    private final NotificationStore notifications;
    private final DeliveryStore deliveries;
    private final Timing timing;

    public Cancellations(NotificationStore notifications, DeliveryStore deliveries, Timing timing) {
        this.notifications = notifications;
        this.deliveries = deliveries;
        this.timing = timing;
    }

    /**
     * What came of it, counted in deliveries.
     *
     * @param cancelled how many are never sent because of this, or of the same before
     * @param tooLate   how many were handed to a provider, or had ended otherwise
     */
    public record Result(int cancelled, int tooLate) {

        private Result and(Result more) {
            return new Result(cancelled + more.cancelled, tooLate + more.tooLate);
        }
    }

    /**
     * @param users of these only; empty means all
     * @throws Problem.NotFound also when the notification is another app's
     */
    public Result cancel(App app, NotificationId id, Set<UserId> users) {
        if (notifications.find(id).filter(found -> found.app().equals(app.id())).isEmpty()) {
            throw new Problem.NotFound("notification");
        }
        return cancel(id, users);
    }

    /**
     * All notifications that were accepted with these names. None is no error: what is to be cancelled may have ended
     * so long ago that it was removed.
     *
     * @param users of these only; empty means all
     */
    public Result cancelRun(App app, String workflow, String cancellationKey, Set<UserId> users) {
        return notifications.ofRun(app.id(), workflow, cancellationKey).stream().map(id -> cancel(id, users))
                .reduce(new Result(0, 0), Result::and);
    }

    /** Page by page, so that nobody waits for long. */
    private Result cancel(NotificationId id, Set<UserId> users) {
        var sum = new Result(0, 0);
        Optional<String> cursor = Optional.empty();
        do {
            Page<Delivery> page = deliveries.ofNotification(id, cursor, PAGE);
            List<Delivery> wanted = page.items().stream()
                    .filter(delivery -> users.isEmpty() || users.contains(delivery.order().user())).toList();
            sum = sum.and(cancel(wanted));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return sum;
    }

    private Result cancel(List<Delivery> read) {
        int cancelled = 0;
        int tooLate = 0;
        List<Delivery> left = read;
        while (!left.isEmpty()) {
            var waiting = new ArrayList<Delivery>();
            for (Delivery delivery : left) {
                if (delivery.isDue(Step.SEND)) {
                    waiting.add(delivery.discarded(Explanation.cancelled(), timing.now()));
                } else if (isCancelled(delivery)) {
                    cancelled++;
                } else {
                    tooLate++;
                }
            }
            Set<DeliveryId> changed = deliveries.save(waiting);
            cancelled += waiting.size() - changed.size();
            left = changed.stream().flatMap(id -> deliveries.find(id).stream()).toList();
        }
        return new Result(cancelled, tooLate);
    }

    private static boolean isCancelled(Delivery delivery) {
        return delivery.explanation().filter(why -> why.code().equals(ExplanationCode.CANCELLED.word())).isPresent();
    }
}
