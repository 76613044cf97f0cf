package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to a delivery, in any order, within one attempt or over many: these laws hold after every step. */
final class DeliveryLifeTest {

    private static final int STEPS = 40;

    @Property
    void everyLife_keepsTheLaws(@ForAll Random random, @ForAll boolean callbacks) {
        var policies = Policies.standard(callbacks);
        Instant now = Samples.NOW;
        Delivery delivery = Samples.queued();
        assertLawful(delivery);
        for (int i = 0; i < STEPS; i++) {
            now = now.plus(Duration.ofMillis(random.nextLong(delivery.due().isPresent() ? 2_000_000 : 20_000_000)));
            if (random.nextInt(STEPS) == 0) {
                now = now.plus(Duration.ofDays(random.nextInt(4)));
            }
            Delivery after = somethingThatMayHappen(delivery, new Pace(now, policies, random), random).apply(delivery);
            assertLawful(after);
            assertFollows(delivery, after);
            delivery = random.nextBoolean() ? after.saved() : after;
        }
    }

    private static void assertLawful(Delivery it) {
        DeliveryState state = it.state();
        assertThat(state.ended() && it.isDue(Step.SEND)).as("what has ended is never sent").isFalse();
        assertThat(state.ended() && it.isDue(Step.RESOLVE)).as("what has ended raises no doubt").isFalse();
        if (it.isDue(Step.SEND)) {
            assertThat(new Attempts(it.attempts()).decisive().map(Attempt::standing))
                    .as("no message is sent beside one that is on its way")
                    .isNotEqualTo(Optional.of(DeliveryState.SENT));
        }
        if (state == DeliveryState.DISCARDED) {
            assertThat(it.explanation()).as("what is discarded is explained").isPresent();
        }
        if (!state.ended() && it.due().isEmpty()) {
            assertThat(it.explanation()).as("nothing is forgotten").hasValueSatisfying(
                    why -> assertThat(why.code()).isIn("outcome_unknown", it.stale() ? "no_receipt" : ""));
        }
        assertThat(it.attempts()).extracting(Attempt::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, it.attempts().size()).boxed()
                        .toList());
    }

    private static void assertFollows(Delivery before, Delivery after) {
        assertThat(after.order()).isEqualTo(before.order());
        if (after.isDue(Step.SEND) && !before.isDue(Step.SEND)) {
            assertThat(new Attempts(after.attempts()).decisive().filter(Attempt::failed).flatMap(Attempt::failure)
                    .filter(fault -> !fault.kind().passes())).as("only what passes is sent again").isEmpty();
        }
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
        assertThat(after.unsaved().subList(0, before.unsaved().size())).as("the timeline only grows")
                .isEqualTo(before.unsaved());
        if (after.unsaved().size() > before.unsaved().size()) {
            assertThat(after.unsaved().getLast().state()).as("the timeline tells where it stands")
                    .isEqualTo(after.state());
        }
        assertThat(after.attempts()).hasSizeGreaterThanOrEqualTo(before.attempts().size());
        for (Attempt attempt : before.attempts()) {
            assertThat(after.attempt(attempt.number()).orElseThrow().receipts()).as("evidence is kept")
                    .containsAll(attempt.receipts());
        }
        if (before.state().ended()) {
            assertThat(after.state()).as("what has ended only rises").isGreaterThanOrEqualTo(before.state());
        }
    }

    private static UnaryOperator<Delivery> somethingThatMayHappen(Delivery now, Pace pace, Random random) {
        var may = new ArrayList<UnaryOperator<Delivery>>();
        if (now.isDue(Step.SEND)) {
            may.add(it -> it.begun(Samples.lease(pace.now()), Optional.empty(), Optional.empty(), pace.now()));
            may.add(it -> it.begun(Samples.lease(pace.now()), Optional.empty(), Optional.empty(), pace.now()));
            may.add(it -> it.rerouted(Samples.lane(), pace.now()));
            if (random.nextInt(10) == 0) {
                may.add(it -> it.discarded(Explanation.providerRemoved(), pace.now()));
            }
        }
        if (now.expired(pace.now())) {
            return it -> it.expiredAt(pace.now());
        }
        if (now.latest().filter(attempt -> attempt.call() == Call.PENDING).isPresent()) {
            may.add(it -> it.interrupted(pace));
        }
        if (now.isDue(Step.RESOLVE) || now.isDue(Step.POLL)) {
            may.add(it -> it.leased(Samples.lease(pace.now())));
        }
        if (now.isDue(Step.RESOLVE)) {
            may.add(it -> it.found(report(it.attempts().size(), random), pace));
        }
        may.add(it -> it.polled(pace));
        if (!now.attempts().isEmpty()) {
            int number = 1 + random.nextInt(now.attempts().size());
            may.add(it -> it.answered(number, outcome(number, random), pace));
            may.add(it -> it.received(number, report(number, random), pace));
            may.add(it -> it.received(number, report(number, random), pace));
            may.add(it -> it.absent(pace));
            may.add(it -> it.askedInVain("No answer", pace));
            may.add(it -> it.held("Nobody answers.", pace));
        }
        return may.get(random.nextInt(may.size()));
    }

    private static SendOutcome outcome(int number, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new SendOutcome.Accepted("SM" + number);
            case 1 -> new SendOutcome.Refused(fault(random));
            case 2 -> new SendOutcome.Uncertain(fault(random));
            default -> new SendOutcome.Deferred(fault(random), random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(Duration.ofHours(random.nextInt(48))));
        };
    }

    private static Report report(int number, Random random) {
        var statuses = List.of(ReportedStatus.SENT, ReportedStatus.SENT, ReportedStatus.FAILED, ReportedStatus.FAILED,
                ReportedStatus.FAILED, ReportedStatus.UNKNOWN, ReportedStatus.DELIVERED, ReportedStatus.SEEN);
        ReportedStatus status = statuses.get(random.nextInt(statuses.size()));
        return status == ReportedStatus.FAILED
                ? Samples.failure("SM" + number, fault(random).kind())
                : Samples.report("SM" + number, status);
    }

    private static ProviderFault fault(Random random) {
        FaultKind[] kinds = {FaultKind.RETRY, FaultKind.RETRY, FaultKind.HOLD, FaultKind.RECIPIENT, FaultKind.UNKNOWN};
        return Samples.fault(kinds[random.nextInt(kinds.length)]);
    }
}
