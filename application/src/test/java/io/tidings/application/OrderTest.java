package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * In whatever order the provider's answer, its reports and its answer to a look-up come, a delivery ends in the same
 * state.
 */
class OrderTest {

    private static final String REFERENCE = "message-1";

    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted(REFERENCE);
    private static final SendOutcome UNCERTAIN = new SendOutcome.Uncertain(Samples.fault(FaultKind.RETRY));

    /** Something else that tells us of the one message that there is. */
    enum News {
        LOOK_UP, SENT, FAILED, DELIVERED, SEEN, UNKNOWN, SENT_UNNAMED, FAILED_UNNAMED, DELIVERED_UNNAMED, SEEN_UNNAMED
    }

    private World world;
    private DeliveryId id;

    @BeforeTry
    void begin() {
        world = World.withCallbacks();
        id = world.sendToAnn();
    }

    @Property(tries = 500)
    void anyOrderOfNews_endsInTheSameStateAndOneMessage(@ForAll("news") List<News> beforeTheAnswer,
            @ForAll boolean accepted, @ForAll("news") List<News> afterwards) {
        DeliveryState expected = Stream.of(beforeTheAnswer, afterwards).flatMap(List::stream)
                .map(OrderTest::proves).max(Comparator.naturalOrder()).orElse(DeliveryState.SENT);
        world.provider
                .answeringLookUps(question -> new LookUpOutcome.Found(
                        List.of(Samples.report(REFERENCE, ReportedStatus.SENT))))
                .answering(request -> {
                    beforeTheAnswer.forEach(this::tell);
                    return accepted ? ACCEPTED : UNCERTAIN;
                });

        world.step();
        afterwards.forEach(this::tell);
        world.pass(Duration.ofMinutes(10));

        assertThat(world.state(id)).isEqualTo(expected);
        assertThat(world.delivery(id).reference()).hasValue(REFERENCE);
        world.pass(Duration.ofDays(4));
        assertThat(world.state(id)).isEqualTo(expected);
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.events(id)).filteredOn(Event.RECEIPT::equals).hasSizeLessThanOrEqualTo(5);
    }

    @Provide
    Arbitrary<List<News>> news() {
        return Arbitraries.of(News.class).list().ofMaxSize(6);
    }

    private void tell(News news) {
        switch (news) {
            case LOOK_UP -> {
                world.clock.advance(Duration.ofMinutes(1));
                world.step();
            }
            case SENT, FAILED, DELIVERED, SEEN, UNKNOWN ->
                world.report(id, 1, REFERENCE, ReportedStatus.valueOf(news.name()));
            case SENT_UNNAMED, FAILED_UNNAMED, DELIVERED_UNNAMED, SEEN_UNNAMED ->
                world.report(REFERENCE, ReportedStatus.valueOf(news.name().replace("_UNNAMED", "")));
        }
    }

    private static DeliveryState proves(News news) {
        return switch (news) {
            case FAILED, FAILED_UNNAMED -> DeliveryState.DISCARDED;
            case DELIVERED, DELIVERED_UNNAMED -> DeliveryState.DELIVERED;
            case SEEN, SEEN_UNNAMED -> DeliveryState.SEEN;
            case LOOK_UP, SENT, SENT_UNNAMED, UNKNOWN -> DeliveryState.SENT;
        };
    }
}
