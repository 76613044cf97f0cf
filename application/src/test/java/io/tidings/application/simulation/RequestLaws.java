package io.tidings.application.simulation;

import io.tidings.application.simulation.Message.Attempted;
import io.tidings.domain.delivery.Attempt;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The laws of what reaches the service. */
final class RequestLaws {

    private final SimulatedWorld world;
    private final Set<Attempted> begun = new HashSet<>();

    RequestLaws(SimulatedWorld world) {
        this.world = world;
    }

    /** An attempt is durable before its one request leaves, within its lease and outside any unit of work. */
    void requestBegins(SimulatedNode node, Attempted attempted) {
        Violation.unless(!node.inUnitOfWork(), "%s calls the provider within a unit of work", node);
        Violation.unless(begun.add(attempted), "%s is requested a second time", attempted);
        Attempt attempt = world.deliveries().find(attempted.delivery())
                .flatMap(delivery -> delivery.attempt(attempted.number()))
                .orElseThrow(() -> new Violation(attempted + " is requested and not stored"));
        Instant expiresAt = world.deliveries().find(attempted.delivery()).orElseThrow().order().expiresAt();
        Violation.unless(attempt.startedAt().isBefore(expiresAt), "%s begins after its last moment", attempted);
        Violation.unless(node.now().isBefore(attempt.startedAt().plus(world.policies().lease())),
                "%s sends %s after its lease, which began at %s", node, attempted, attempt.startedAt());
    }

    /**
     * A second message only after the service has said that the first failed for a reason that passes, or when a person
     * wants it.
     */
    void messageMade(Message made) {
        for (Message earlier : world.service().of(made.attempt.delivery())) {
            Violation.unless(earlier == made || earlier.failedInPassing()
                    || world.support().decided(made.attempt.delivery()), "%s is doubled by %s", earlier, made);
        }
    }
}
