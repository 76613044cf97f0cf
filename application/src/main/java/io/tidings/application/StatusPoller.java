package io.tidings.application;

import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Asks for the status of messages whose receipts have not come: from the start where no callback can reach us, as a
 * net where they can.
 */
final class StatusPoller implements Questions.Inquiry {

    private final Questions questions;

    StatusPoller(Questions questions) {
        this.questions = questions;
    }

    void claim(Executor tasks) {
        questions.claim(Step.POLL, this, tasks);
    }

    /** The attempt that was handed over last. What is polled has been accepted, so there is one. */
    @Override
    public Attempt about(Delivery delivery) {
        return delivery.attempts().reversed().stream().filter(attempt -> attempt.reference().isPresent()).findFirst()
                .orElseThrow();
    }

    @Override
    public LookUpOutcome ask(ChannelProvider provider, ProviderSettings settings, Attempt attempt) {
        return provider.lookUp(new LookUp.ByReference(settings, attempt.reference().orElseThrow()));
    }

    @Override
    public Delivery judge(Delivery delivery, Optional<LookUpOutcome> answer, Instant askedAt, Pace pace) {
        Delivery after = delivery;
        if (answer.orElse(null) instanceof LookUpOutcome.Found(List<Report> reports)) {
            for (Report report : reports) {
                after = after.received(about(delivery).number(), report, pace);
            }
        }
        return after.polled(pace);
    }
}
