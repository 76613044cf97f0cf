package io.tidings.application.simulation;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A message that the service has made, and all that it has ever said of it. */
final class Message {

    /** A report and when the service could first be heard to say it. */
    record Said(Report report, Instant at) {}

    final String reference;
    final String account;
    final Attempted attempt;
    final Imprint imprint;
    final Optional<URI> callback;
    final Instant createdAt;
    /** From then on the service's list of messages shows it. */
    final Instant listedAt;
    private final List<Said> history = new ArrayList<>();

    Message(String reference, String account, SendRequest request, Instant createdAt, Instant listedAt) {
        this.reference = reference;
        this.account = account;
        this.attempt = Attempted.of(request.key());
        this.imprint = Service.imprint(Service.phone(request.recipient()).orElseThrow(), request);
        this.callback = request.callback();
        this.createdAt = createdAt;
        this.listedAt = listedAt;
    }

    /** What a request's key names. */
    record Attempted(DeliveryId delivery, int number) {

        static Attempted of(String key) {
            int end = key.lastIndexOf('-');
            return new Attempted(new DeliveryId(UUID.fromString(key.substring(0, end))),
                    Integer.parseInt(key.substring(end + 1)));
        }

        @Override
        public String toString() {
            return Trace.brief(delivery) + "/" + number;
        }
    }

    void say(Report report, Instant now) {
        history.add(new Said(report, now));
    }

    Said last() {
        return history.getLast();
    }

    boolean said(ReportedStatus status) {
        return history.stream().anyMatch(said -> said.report().status() == status);
    }

    List<Said> history() {
        return history;
    }

    /** Whether the service has said that this message failed for a reason that passes. */
    boolean failedInPassing() {
        return history.stream().flatMap(said -> said.report().fault().stream()).anyMatch(it -> it.kind().passes());
    }

    @Override
    public String toString() {
        return reference + " for " + attempt;
    }
}
