package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Cancellations;
import io.tidings.application.Intake;
import io.tidings.domain.app.App;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.profile.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.LinkedHashSet;

/** Takes notifications back, in our own form and in all those that Engagespot's SDKs and samples send. */
final class CancelRoutes {

    /** The Node SDK appends its path to whatever base URL it was given. */
    private static final List<String> BASES = List.of("", "/v3", "/v4");

    private final ApiAccess access;
    private final Cancellations cancellations;

    CancelRoutes(ApiAccess access, Cancellations cancellations) {
        this.access = access;
        this.cancellations = cancellations;
    }

    /**
     * @param cancelled deliveries that are never sent
     * @param tooLate   deliveries that were handed to a provider, or had ended otherwise
     */
    private record Cancelled(int cancelled, int tooLate) {

        static Cancelled of(Cancellations.Result result) {
            return new Cancelled(result.cancelled(), result.tooLate());
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/v3/notifications/{requestId}/cancel", this::cancel);
        for (String base : BASES) {
            routes.patch(base + "/workflows/{identifier}", this::cancelRun);
            routes.patch(base + "/workflows/{identifier}/cancel-run", this::cancelRun);
            routes.post(base + "/workflows/{identifier}/cancel-run", this::cancelRun);
        }
    }

    /** The body may be left out: then all of it is cancelled. */
    private void cancel(Context ctx) {
        App app = access.app(ctx);
        var id = new NotificationId(Paths.uuid(ctx, "requestId", "notification"));
        Fields body = Body.jsonIfAny(ctx);
        Set<UserId> users = users(body);
        body.check();
        Json.answer(ctx, 200, Cancelled.of(cancellations.cancel(app, id, users)));
    }

    private void cancelRun(Context ctx) {
        App app = access.app(ctx);
        String workflow = ctx.pathParam("identifier");
        Fields body = Body.json(ctx);
        Optional<String> key = body.text("cancellationKey").filter(text -> !text.isBlank());
        if (body.isAbsent("cancellationKey") || key.isEmpty()) {
            body.wrong("cancellationKey", "is required");
        }
        WorkflowRun.problem(workflow).ifPresent(problem -> body.wrong("identifier", problem));
        key.flatMap(WorkflowRun::problem).ifPresent(problem -> body.wrong("cancellationKey", problem));
        Set<UserId> users = users(body);
        body.check();
        Json.answer(ctx, 200, Cancelled.of(cancellations.cancelRun(app, workflow, key.orElseThrow(), users)));
    }

    /** Users by their identifiers, or as objects that have one; none where nobody is named. */
    private static Set<UserId> users(Fields body) {
        Fields only = body.strictObject("cancelFor");
        List<Fields.Item> named = only.list("recipients");
        if (named.size() > Intake.MAX_RECIPIENTS) {
            only.wrong(only.at("recipients"), "must name at most " + Intake.MAX_RECIPIENTS);
        }
        if (named.isEmpty() && !only.isAbsent("recipients")) {
            only.wrong(only.at("recipients"), "names nobody; leave it out to cancel for everybody");
        }
        var users = new LinkedHashSet<UserId>();
        for (Fields.Item item : named) {
            switch (item.value()) {
                case String identifier -> only.user(item.path(), identifier).ifPresent(users::add);
                case Map<?, ?> object when object.get("identifier") instanceof String identifier ->
                    only.user(item.path() + ".identifier", identifier).ifPresent(users::add);
                case null, default -> only.wrong(item.path(), "must be a user's identifier, or an object with one");
            }
        }
        return users;
    }
}
