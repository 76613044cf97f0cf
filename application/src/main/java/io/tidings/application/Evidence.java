package io.tidings.application;

import io.tidings.application.Envelopes.Envelope;
import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Finds out what became of sends whose outcome nobody knows: the answer never came, or the process died while waiting
 * for it.
 *
 * <p>A callback that names the attempt settles the matter by itself. This is the other half: the provider is asked at
 * growing intervals. Exactly one message that fits and belongs to no other delivery is ours. Only when the evidence
 * window has passed and the provider still knows of none is it sent again. Where the provider cannot be asked, or
 * several messages fit, a person decides.
 */
final class Evidence {

    /** Clocks differ: a message of ours may seem to be made a little before we asked for it. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /**
     * What is looked for is described by who wrote what to whom. Where that may be another now, the provider truthfully
     * says that it has none.
     */
    private static final ProviderFault CHANGED_SINCE = ExplanationCode.OUTCOME_UNKNOWN.fault(FaultKind.UNKNOWN,
            "It has no message that fits, but the user's profile or the provider's settings have changed since, so that"
                    + " it may have one that does not fit any more.");

    private final DeliveryStore deliveries;
    private final Questions questions;
    private final Composer composer;
    private final Receipts receipts;
    private final Timing timing;

    Evidence(DeliveryStore deliveries, Questions questions, Composer composer, Receipts receipts, Timing timing) {
        this.deliveries = deliveries;
        this.questions = questions;
        this.composer = composer;
        this.receipts = receipts;
        this.timing = timing;
    }

    void claim(Executor tasks) {
        questions.claim(Step.RESOLVE, this::ask, this::judge, tasks);
    }

    private LookUpOutcome ask(ChannelProvider provider, Envelope envelope) {
        Attempt attempt = envelope.delivery().latest().orElseThrow();
        if (attempt.reference().isPresent()) {
            return provider.lookUp(new LookUp.ByReference(envelope.settings(), attempt.reference().get()));
        }
        LookUpOutcome answer = provider.lookUp(new LookUp.ByEnvelope(envelope.settings(), envelope.anyRecipient(),
                composer.saidAt(envelope, attempt.startedAt()),
                envelope.override().body(), attempt.startedAt().minus(CLOCK_SKEW),
                timing.pace().latestBirth(attempt.startedAt()).plus(CLOCK_SKEW)));
        return answer instanceof LookUpOutcome.Found(List<Report> reports)
                && unclaimed(envelope.delivery(), reports).isEmpty() && envelope.changedSince(attempt.startedAt())
                        ? new LookUpOutcome.Refused(CHANGED_SINCE)
                        : answer;
    }

    private Delivery judge(Delivery claimed, Optional<LookUpOutcome> answer, Instant askedAt, Pace pace) {
        Attempt attempt = claimed.latest().orElseThrow();
        Delivery delivery = attempt.call() == Call.PENDING ? claimed.interrupted(pace) : claimed;
        boolean windowClosed = !askedAt.isBefore(pace.evidenceDeadline(attempt.startedAt()));
        if (answer.isEmpty()) {
            return delivery.held("The provider instance that sent it was removed, so the provider cannot be asked.",
                    pace);
        }
        return switch (answer.get()) {
            case LookUpOutcome.Found(List<Report> reports) ->
                weigh(delivery, unclaimed(delivery, reports), windowClosed, pace);
            case LookUpOutcome.Unanswered(var fault) -> pace.now().isBefore(delivery.order().expiresAt())
                    ? delivery.askedInVain(
                            "The provider was asked for the message and did not answer: " + fault.explanation(), pace)
                    : delivery.held("The provider could not be asked in time: " + fault.explanation(), pace);
            case LookUpOutcome.Refused(var fault) -> {
                boolean mayBecomeKnown = pace.policies().callbacks() || fault.equals(CHANGED_SINCE);
                String why = "The provider cannot tell: " + fault.explanation();
                yield mayBecomeKnown && !windowClosed ? delivery.askedInVain(why, pace) : delivery.held(why, pace);
            }
        };
    }

    private Delivery weigh(Delivery delivery, List<Report> candidates, boolean windowClosed, Pace pace) {
        if (candidates.size() == 1) {
            Delivery found = delivery.found(candidates.getFirst(), pace);
            return receipts.catchUp(found, found.attempts().size(), pace);
        }
        if (candidates.isEmpty()) {
            if (!windowClosed) {
                return delivery.askedInVain("The provider was asked and has no such message yet.", pace);
            }
            return delivery.latest().flatMap(Attempt::reference).isPresent()
                    ? delivery.held("The provider reported on the message, but when asked it has none.", pace)
                    : delivery.absent(pace);
        }
        String several = "The provider has " + candidates.size() + " messages that fit.";
        return windowClosed ? delivery.held(several, pace) : delivery.askedInVain(several, pace);
    }

    /** The messages that are not known to be another delivery's or an earlier attempt's. */
    private List<Report> unclaimed(Delivery delivery, List<Report> reports) {
        var own = new DeliveryStore.Referenced(delivery.id(), delivery.attempts().size());
        return reports.stream().filter(report -> deliveries
                .findByReference(delivery.order().app(), delivery.lane().orElseThrow().provider(), report.reference())
                .filter(claimed -> !claimed.equals(own))
                .isEmpty()).toList();
    }
}
