package io.tidings.application;

import io.tidings.application.Acceptance.Posted;
import io.tidings.application.Acceptance.Taken;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.category.CategoryStore;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.IdempotencyStore;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.NotificationStore;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.template.TemplateStore;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Accepts notifications: when {@link #accept} has answered, nothing of it can be lost any more. */
public final class Intake {

    /** How many recipients one request may name. */
    public static final int MAX_RECIPIENTS = 10_000;

    /** A request with more recipients writes so many rows that small ones should not wait for several of its kind. */
    private static final int FEW = 50;

    private final Repeats repeats;
    private final Acceptance acceptance;
    private final Function<Posted, Supplier<Taken>> inBulk;
    private final Express express;
    private final Transactions transactions;
    private final ProviderCatalogue catalogue;
    private final Timing timing;
    private final IdSource ids;
    private final Runnable wake;

    /**
     * @param engine sends what need not wait
     * @param tasks  runs what is begun at once, as in {@link Engine#step}
     * @param wake   told when there is something else to send
     */
    public Intake(NotificationStore notifications, DeliveryStore deliveries, ProfileStore profiles,
            TopicStore topics, CategoryStore categories, ProviderInstanceStore instances, TemplateStore templates,
            IdempotencyStore idempotency, Transactions transactions, ProviderCatalogue catalogue, Timing timing,
            IdSource ids, Engine engine, Executor tasks, Runnable wake) {
        this.express = engine.express(tasks);
        this.repeats = new Repeats(idempotency, timing);
        this.acceptance = new Acceptance(notifications, deliveries, profiles, topics, categories, instances, templates,
                repeats, express, catalogue, timing, ids);
        this.inBulk = transactions.callInBulk(acceptance::accept);
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.timing = timing;
        this.ids = ids;
        this.wake = wake;
    }

    /**
     * A recipient; properties that are given are laid over the profile first, and create the user when needed. Empty
     * optional: the user must exist.
     */
    public record Recipient(UserId user, Optional<JsonObject> properties) {}

    /**
     * A caller's name for a request, so that repeating it changes nothing.
     *
     * @param digest the SHA-256 of what is asked for, in lower-case hexadecimal digits
     */
    public record Idempotency(IdempotencyKey key, String digest) {}

    /**
     * What a caller asks for. Recipients may repeat and be subscribed to topics, too; each user gets one delivery a
     * channel. Topics stand for those who are subscribed at the moment of acceptance. A category that the app does not
     * have is made.
     *
     * @param template  the identifier or the id of a template that says it in place of the content
     * @param run       the workflow that it is a part of, to be cancelled by; a workflow is a template, too, and of a
     *                  request that has both, the template says it
     * @param priority  empty means normal; many recipients are always bulk
     * @param expiresAt the last moment to hand it over; empty means the app's budget
     */
    public record Request(Content content, Optional<String> template, Optional<WorkflowRun> run,
            Optional<String> category, JsonObject data,
            JsonObject override, List<Recipient> recipients, List<String> topics, Optional<Instant> sendAt,
            Optional<Priority> priority, Optional<Instant> expiresAt, Optional<Idempotency> idempotency) {}

    /**
     * An accepted request.
     *
     * @param replayed whether it had been accepted before, under the same key, and nothing was changed now
     */
    public record Accepted(NotificationId notification, boolean replayed) {}

    /** Makes the notification, its deliveries and their timelines durable. */
    public Accepted accept(App app, Request request) {
        var places = express.places();
        var posted = new Posted(app, request, check(request), new NotificationId(ids.next()), timing.now(), places);
        try {
            Taken taken = repeats.once(posted, () -> mayBeLarge(request)
                    ? transactions.callLarge(() -> acceptance.accept(List.of(posted)).getFirst()).get()
                    : inBulk.apply(posted).get());
            places.handOver();
            express.depart(taken.departures());
            if (taken.waits()) {
                wake.run();
            }
            return taken.accepted();
        } finally {
            places.giveBack();
            if (places.givenBack()) {
                wake.run();
            }
        }
    }

    private static boolean mayBeLarge(Request request) {
        return request.recipients().size() > FEW || !request.topics().isEmpty();
    }

    private Overrides check(Request request) {
        if (request.recipients().isEmpty() && request.topics().isEmpty()) {
            throw new Problem.Invalid("sendTo.recipients", "must name at least one recipient");
        }
        request.category().ifPresent(category -> Names.checked("category", Optional.of(category)));
        if (request.recipients().size() > MAX_RECIPIENTS) {
            throw new Problem.Invalid("sendTo.recipients",
                    "must name at most " + MAX_RECIPIENTS + " recipients; send several requests instead");
        }
        try {
            return Overrides.read(request.override(), catalogue);
        } catch (Overrides.InvalidOverride e) {
            throw new Problem.Invalid(e.problems().entrySet().stream()
                    .map(it -> new FieldProblem("override." + it.getKey(), it.getValue())).toList());
        }
    }
}
