package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Intake;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Accepts notifications, in the form that Engagespot's SDKs send. */
final class NotificationRoutes {

    private final ApiAccess access;
    private final Intake intake;

    NotificationRoutes(ApiAccess access, Intake intake) {
        this.access = access;
        this.intake = intake;
    }

    private record Accepted(String requestId) {}

    void addTo(RoutesConfig routes) {
        routes.post("/v3/notifications", this::accept);
    }

    private void accept(Context ctx) {
        App app = access.app(ctx);
        byte[] bytes = Body.bytesOfJson(ctx);
        Fields body = Body.json(bytes);
        Intake.Request request = request(body, IdempotencyHeader.read(ctx, body, bytes));
        body.check();
        Intake.Accepted accepted = intake.accept(app, request);
        if (accepted.replayed()) {
            ctx.header(IdempotencyHeader.REPLAY, "true");
        }
        Json.answer(ctx, 202, new Accepted(accepted.notification().toString()));
    }

    private static Intake.Request request(Fields body, Optional<Intake.Idempotency> idempotency) {
        Fields notification = body.object("notification");
        if (body.isAbsent("notification")) {
            body.wrong("notification", "is required");
        }
        Fields sendTo = body.object("sendTo");
        List<Intake.Recipient> recipients = new ArrayList<>();
        addRecipients(sendTo, recipients);
        addRecipients(body, recipients);
        return new Intake.Request(content(notification), template(notification),
                run(notification.object("workflow")),
                said(body.text("category")).or(() -> said(notification.text("category"))),
                data(body, notification), body.json("override"), recipients, topics(sendTo),
                body.moment("sendAt"), priority(body), body.moment("expiresAt"), idempotency);
    }

    private static Content content(Fields notification) {
        return new Content(notification.text("title"), notification.text("message"), notification.text("url"),
                notification.text("icon"));
    }

    private static Optional<String> template(Fields notification) {
        return said(notification.text("templateIdentifier")).or(() -> said(notification.textOrNumber("templateId")));
    }

    private static Optional<WorkflowRun> run(Fields workflow) {
        Optional<String> identifier = said(workflow.text("identifier"));
        Optional<String> cancellationKey = said(workflow.text("cancellationKey"));
        if (identifier.isEmpty() && cancellationKey.isPresent()) {
            workflow.wrong(workflow.at("identifier"), "is required beside a cancellationKey: cancelling names both");
        }
        return sound(workflow, "identifier", identifier)
                .map(it -> new WorkflowRun(it, sound(workflow, "cancellationKey", cancellationKey)));
    }

    private static Optional<String> sound(Fields workflow, String member, Optional<String> name) {
        Optional<String> problem = name.flatMap(WorkflowRun::problem);
        problem.ifPresent(what -> workflow.wrong(workflow.at(member), what));
        return problem.isEmpty() ? name : Optional.empty();
    }

    /** SDKs send an empty object where their caller gave none, so that one does not hide the other position. */
    private static JsonObject data(Fields body, Fields notification) {
        JsonObject outer = body.json("data");
        JsonObject inner = notification.json("data");
        return outer.isEmpty() ? inner : outer;
    }

    private static void addRecipients(Fields holder, List<Intake.Recipient> recipients) {
        for (Fields.Item item : holder.list("recipients")) {
            switch (item.value()) {
                case String identifier -> holder.user(item.path(), identifier)
                        .ifPresent(user -> recipients.add(new Intake.Recipient(user, Optional.empty())));
                case Map<?, ?> object -> addInline(holder.inside(item, object), recipients);
                case null, default -> holder.wrong(item.path(), "must be a user's identifier, or an object with one");
            }
        }
    }

    private static void addInline(Fields recipient, List<Intake.Recipient> recipients) {
        String where = recipient.at("identifier");
        if (recipient.isAbsent("identifier")) {
            recipient.wrong(where, "is required");
        }
        recipient.text("identifier").flatMap(identifier -> recipient.user(where, identifier))
                .ifPresent(user -> recipients
                        .add(new Intake.Recipient(user, Optional.of(recipient.without("identifier")))));
    }

    private static List<String> topics(Fields sendTo) {
        var topics = new ArrayList<String>();
        for (Fields.Item item : sendTo.list("topics")) {
            if (item.value() instanceof String topic) {
                topics.add(topic);
            } else {
                sendTo.wrong(item.path(), "must be text");
            }
        }
        return topics;
    }

    private static Optional<Priority> priority(Fields body) {
        return said(body.text("priority")).flatMap(word -> {
            Optional<Priority> priority = Stream.of(Priority.values()).filter(known -> known.word().equals(word))
                    .findFirst();
            if (priority.isEmpty()) {
                body.wrong("priority", "must be urgent, normal or bulk");
            }
            return priority;
        });
    }

    private static Optional<String> said(Optional<String> text) {
        return text.filter(value -> !value.isBlank());
    }
}
