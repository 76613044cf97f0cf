package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Receipts are a join: what counts is which receipts there are, and neither their order, nor their number, nor what
 * else happened between them.
 */
final class DeliveryReceiptsTest {

    /** What must be the same at the end. When it falls due is left out: that is chance. */
    private record Ending(DeliveryState state, Optional<Explanation> explanation, Optional<Step> due,
            Set<Receipt> receipts, Optional<String> reference) {

        static Ending of(Delivery delivery) {
            return new Ending(delivery.state(), delivery.explanation(), delivery.due().map(Due::step),
                    delivery.attempts().getLast().receipts(), delivery.reference());
        }
    }

    @Property
    void everyOrderAndRepetition_endsTheSame(@ForAll("histories") List<Report> once, @ForAll boolean callbacks,
            @ForAll boolean reserve,
            @ForAll Random random) {
        var again = new ArrayList<>(once);
        again.addAll(once.subList(0, once.isEmpty() ? 0 : random.nextInt(once.size())));
        Collections.shuffle(again, random);
        Pace pace = pace(callbacks);
        assertThat(Ending.of(received(accepted(begun(reserve), pace), again, pace)))
                .isEqualTo(Ending.of(received(accepted(begun(reserve), pace), once, pace)));
        assertThat(Ending.of(received(begun(reserve), again, pace)))
                .isEqualTo(Ending.of(received(begun(reserve), once, pace)));
    }

    @Property
    void ourOwnAnswer_mayComeAnywhereAmongTheReceipts(@ForAll("histories") List<Report> reports,
            @ForAll("answers") SendOutcome answer, @ForAll boolean callbacks, @ForAll boolean reserve,
            @ForAll Random random) {
        Pace pace = pace(callbacks);
        int before = random.nextInt(reports.size() + 1);
        Delivery first = received(begun(reserve).answered(1, answer, pace), reports, pace);
        Delivery among = received(begun(reserve), reports.subList(0, before), pace).answered(1, answer, pace);
        assertThat(Ending.of(received(among, reports.subList(before, reports.size()), pace)))
                .isEqualTo(Ending.of(first));
    }

    @Property
    void interruption_mayBeFoundAnywhereAmongTheReceipts(@ForAll("histories") List<Report> reports,
            @ForAll Random random) {
        Pace pace = pace(true);
        int before = random.nextInt(reports.size() + 1);
        Delivery first = received(begun().interrupted(pace), reports, pace);
        Delivery among = received(begun(), reports.subList(0, before), pace).interrupted(pace);
        assertThat(Ending.of(received(among, reports.subList(before, reports.size()), pace)))
                .isEqualTo(Ending.of(first));
    }

    @Property
    void uncertainAnswer_thatTurnsOutToBeAYes_endsAsTheYes(@ForAll("histories") List<Report> reports,
            @ForAll Random random) {
        Pace pace = pace(true);
        int before = random.nextInt(reports.size() + 1);
        Delivery late = received(begun().interrupted(pace), reports.subList(0, before), pace)
                .answered(1, new SendOutcome.Accepted("SM1"), pace);
        assertThat(Ending.of(received(late, reports.subList(before, reports.size()), pace)))
                .isEqualTo(Ending.of(received(accepted(begun(), pace), reports, pace)));
    }

    @Property
    void noReceipt_lowersTheState(@ForAll("histories") List<Report> reports, @ForAll("answers") SendOutcome answer,
            @ForAll boolean callbacks, @ForAll boolean reserve) {
        Pace pace = pace(callbacks);
        Delivery delivery = begun(reserve).answered(1, answer, pace);
        for (Report report : reports) {
            Delivery after = delivery.received(1, report, pace);
            assertThat(after.state()).isGreaterThanOrEqualTo(delivery.state());
            delivery = after;
        }
    }

    @Property
    void state_isTheHighestThatWasReported(@ForAll("histories") List<Report> reports) {
        Pace pace = pace(true);
        var said = new HashSet<ReportedStatus>();
        reports.forEach(report -> said.add(report.status()));
        boolean againLater = reports.stream().flatMap(report -> report.fault().stream())
                .allMatch(fault -> fault.kind().passes());
        DeliveryState expected = said.contains(ReportedStatus.SEEN)
                ? DeliveryState.SEEN
                : said.contains(ReportedStatus.DELIVERED)
                        ? DeliveryState.DELIVERED
                        : said.contains(ReportedStatus.FAILED) && !againLater
                                ? DeliveryState.DISCARDED
                                : DeliveryState.SENT;
        assertThat(received(accepted(begun(), pace), reports, pace).state()).isEqualTo(expected);
    }

    @Property
    void repeatedReceipt_changesNothingAtAll(@ForAll("histories") List<Report> reports, @ForAll Random random) {
        Pace pace = pace(false);
        Delivery delivery = received(accepted(begun(), pace), reports, pace);
        for (Report report : reports) {
            Pace later = new Pace(Samples.NOW.plusSeconds(random.nextInt(1_000_000)), pace.policies(), random);
            assertThat(delivery.received(1, report, later)).isSameAs(delivery);
        }
    }

    @Property
    void everyDifferentReceipt_leavesOneEntryInTheTimeline(@ForAll("histories") List<Report> reports,
            @ForAll boolean reserve) {
        Pace pace = pace(false);
        var different = new HashSet<Receipt>();
        reports.forEach(report -> different.add(Receipt.of(report)));
        Delivery begun = begun(reserve);
        assertThat(received(begun, reports, pace).unsaved()).startsWith(begun.unsaved().toArray(TimelineEntry[]::new))
                .hasSize(begun.unsaved().size() + different.size());
    }

    @Provide
    Arbitrary<List<Report>> histories() {
        Arbitrary<Report> plain = Arbitraries
                .of(ReportedStatus.SENT, ReportedStatus.DELIVERED, ReportedStatus.SEEN, ReportedStatus.UNKNOWN)
                .flatMap(status -> Arbitraries.of("a", "b")
                        .map(word -> new Report("SM1", status, word, Optional.empty(), Map.of("word", word))));
        Arbitrary<Report> failures = faults().flatMap(fault -> Arbitraries.of("failed", "undelivered").map(
                word -> new Report("SM1", ReportedStatus.FAILED, word, Optional.of(fault), Map.of("word", word))));
        return Arbitraries.frequencyOf(Tuple.of(2, plain), Tuple.of(3, failures)).list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<SendOutcome> answers() {
        return faults().flatMap(fault -> Arbitraries.of(new SendOutcome.Accepted("SM1"),
                new SendOutcome.Deferred(fault, Optional.empty()), new SendOutcome.Refused(fault),
                new SendOutcome.Uncertain(fault)));
    }

    private static Arbitrary<ProviderFault> faults() {
        return Arbitraries.of(FaultKind.class).flatMap(kind -> Arbitraries.of("63016", "63024")
                .flatMap(code -> Arbitraries.of("One thing.", "Another.")
                        .map(words -> ProviderFault.of(code, kind, words))));
    }

    private static Pace pace(boolean callbacks) {
        return new Pace(Samples.NOW, Policies.standard(callbacks), new Random(7));
    }

    private static Delivery begun() {
        return begun(false);
    }

    private static Delivery begun(boolean reserve) {
        Delivery queued = reserve ? Samples.queuedWithReserve() : Samples.queued();
        return queued.begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW);
    }

    private static Delivery accepted(Delivery delivery, Pace pace) {
        return delivery.answered(1, new SendOutcome.Accepted("SM1"), pace);
    }

    private static Delivery received(Delivery delivery, List<Report> reports, Pace pace) {
        for (Report report : reports) {
            delivery = delivery.received(1, report, pace);
        }
        return delivery;
    }
}
