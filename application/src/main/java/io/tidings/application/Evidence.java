package io.tidings.application;

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
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
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
 * growing intervals. Exactly one that fits and can be no other delivery's is ours. Only when the window has passed and
 * the provider still knows of none is it sent again. Where the provider cannot be asked, or several messages or
 * deliveries fit, a person decides.
 */
final class Evidence implements Questions.Inquiry {

    /** Clocks differ: a message of ours may seem to be made before we asked for it, or too late. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final LookUpOutcome NO_IMPRINT = new LookUpOutcome.Refused(ExplanationCode.OUTCOME_UNKNOWN
            .fault(FaultKind.UNKNOWN, "It cannot be asked for a message of which it gave no identifier."));

    private final DeliveryStore deliveries;
    private final Questions questions;
    private final Timing timing;

    Evidence(DeliveryStore deliveries, Questions questions, Timing timing) {
        this.deliveries = deliveries;
        this.questions = questions;
        this.timing = timing;
    }

    void claim(Executor tasks) {
        questions.claim(Step.RESOLVE, this, tasks);
    }

    @Override
    public Attempt about(Delivery delivery) {
        return delivery.latest().orElseThrow();
    }

    @Override
    public LookUpOutcome ask(ChannelProvider provider, ProviderSettings settings, Attempt attempt) {
        return attempt.reference().<LookUp>map(reference -> new LookUp.ByReference(settings, reference))
                .or(() -> attempt.imprint().map(imprint -> new LookUp.ByImprint(settings, imprint,
                        earliestBirth(attempt), latestBirth(attempt, timing.pace()))))
                .map(provider::lookUp).orElse(NO_IMPRINT);
    }

    private static Instant earliestBirth(Attempt attempt) {
        return attempt.startedAt().minus(CLOCK_SKEW);
    }

    private static Instant latestBirth(Attempt attempt, Pace pace) {
        return pace.latestBirth(attempt.startedAt()).plus(CLOCK_SKEW);
    }

    @Override
    public Delivery judge(Delivery claimed, Optional<LookUpOutcome> answer, Instant askedAt, Pace pace) {
        Attempt attempt = about(claimed);
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
                String why = "The provider cannot tell: " + fault.explanation();
                yield pace.policies().callbacks() && !windowClosed
                        ? delivery.askedInVain(why, pace)
                        : delivery.held(why, pace);
            }
        };
    }

    private Delivery weigh(Delivery delivery, List<Report> candidates, boolean windowClosed, Pace pace) {
        if (candidates.size() == 1 && mayBeAnothers(delivery, pace)) {
            String rivals = "The provider has a message that fits, but it may as well be that of another delivery to"
                    + " the same person whose outcome is not known yet either.";
            return windowClosed ? delivery.held(rivals, pace) : delivery.askedInVain(rivals, pace);
        }
        if (candidates.size() == 1) {
            return delivery.found(candidates.getFirst(), pace);
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
        ProviderId provider = about(delivery).lane().provider();
        return reports.stream().filter(report -> {
            // Not only a question: until this unit of work ends, nobody of the app parks a report on it or adopts it.
            deliveries.findByReference(delivery.order().app(), provider, report.reference());
            return !deliveries.isReferenced(provider, report.reference(), own);
        }).toList();
    }

    /**
     * Whether some other attempt of which nobody knows what became of it may have made a message that looks the same.
     * Of any app: several may share an account.
     */
    private boolean mayBeAnothers(Delivery delivery, Pace pace) {
        Attempt attempt = about(delivery);
        Duration apart = Duration.between(earliestBirth(attempt), latestBirth(attempt, pace));
        return attempt.imprint().filter(imprint -> deliveries
                .inDoubt(attempt.lane().provider(), imprint.person(), attempt.startedAt().minus(apart),
                        attempt.startedAt().plus(apart))
                .stream().anyMatch(other -> !other.delivery().equals(delivery.id())
                        && other.imprint().mayBe(imprint)))
                .isPresent();
    }
}
