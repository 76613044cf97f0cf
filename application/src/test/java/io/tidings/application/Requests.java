package io.tidings.application;

import io.tidings.application.Intake.Idempotency;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.application.Intake.Recipient;
import io.tidings.application.Intake.Request;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.notification.WorkflowRun;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What callers ask for. */
final class Requests {

    static final Content CONTENT = Content.of("Your parcel has arrived.");

    private Requests() {}

    static Request toAnn() {
        return to(Samples.ANN);
    }

    static Request to(UserId... users) {
        return toAll(Stream.of(users).map(user -> new Recipient(user, Optional.empty())).toList());
    }

    static Request toAll(List<Recipient> recipients) {
        return new Request(CONTENT, Optional.empty(), Optional.empty(), Optional.empty(), JsonObject.EMPTY,
                JsonObject.EMPTY, recipients, List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** To so many users, each with a phone number of their own. */
    static Request toMany(int users) {
        return toAll(IntStream.range(0, users).mapToObj(Requests::newcomer).toList());
    }

    private static Recipient newcomer(int number) {
        return new Recipient(new UserId("user-" + number),
                Optional.of(JsonObject.of(Map.of("phoneNumber", "+4477009%05d".formatted(number)))));
    }

    static Request sentAt(Instant sendAt, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), Optional.of(sendAt), it.priority(), it.expiresAt(), it.idempotency());
    }

    static Request overriding(Map<String, ?> override, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(),
                JsonObject.of(override), it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(),
                it.idempotency());
    }

    static Request onTopics(List<String> topics, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), topics, it.sendAt(), it.priority(), it.expiresAt(), it.idempotency());
    }

    static Request sayingNothing(Request it) {
        var nothing = new Content(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Request(nothing, it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(), it.idempotency());
    }

    static Request saying(String text, Request it) {
        return new Request(it.content().saying(text), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(), it.idempotency());
    }

    static Request fromTemplate(String template, Request it) {
        return new Request(it.content(), Optional.of(template), it.run(), it.category(), it.data(),
                it.override(), it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(),
                it.idempotency());
    }

    static Request about(Map<String, ?> data, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), JsonObject.of(data),
                it.override(), it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(),
                it.idempotency());
    }

    static Request inRun(String workflow, String cancellationKey, Request it) {
        return new Request(it.content(), it.template(),
                Optional.of(new WorkflowRun(workflow, Optional.of(cancellationKey))), it.category(), it.data(),
                it.override(), it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(),
                it.idempotency());
    }

    static Request prior(Priority priority, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), it.sendAt(), Optional.of(priority), it.expiresAt(), it.idempotency());
    }

    static Request expiring(Instant expiresAt, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), it.sendAt(), it.priority(), Optional.of(expiresAt), it.idempotency());
    }

    static Request named(String key, String digest, Request it) {
        return new Request(it.content(), it.template(), it.run(), it.category(), it.data(), it.override(),
                it.recipients(), it.topics(), it.sendAt(), it.priority(), it.expiresAt(),
                Optional.of(new Idempotency(new IdempotencyKey(key), digest)));
    }
}
