package io.tidings.application.simulation;

import io.tidings.application.simulation.Message.Attempted;
import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Attempt.Call;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Receipt;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The laws of a world in which nothing will happen any more. */
final class RestLaws {

    /** As long after an attempt began as some question surely still comes. */
    private static final Duration SURELY_POLLED = Duration.ofHours(48);

    private static final Set<Event> ENDS = Set.of(Event.SENT, Event.DEFERRED, Event.DISCARDED, Event.UNCERTAIN,
            Event.FOUND, Event.ABSENT);

    private final SimulatedWorld world;
    private final Instant settledFrom;

    /** @param settledFrom since when nothing went wrong any more */
    RestLaws(SimulatedWorld world, Instant settledFrom) {
        this.world = world;
        this.settledFrom = settledFrom;
    }

    void check() {
        world.deliveries().all().forEach(delivery -> {
            checkEnd(delivery);
            delivery.attempts().forEach(attempt -> checkReceipts(delivery, attempt));
            checkTimeline(delivery);
        });
        world.postman().heard().forEach(this::checkHeard);
        world.service().messages().forEach(this::checkHealed);
    }

    private void checkEnd(Delivery delivery) {
        String id = Trace.brief(delivery.id());
        Violation.unless(delivery.due().isEmpty(), "%s still has something due: %s", id, delivery.due());
        List<Message> messages = world.service().of(delivery.id());
        switch (delivery.state()) {
            case QUEUED -> throw new Violation(id + " waits for ever");
            case SENDING -> {
                Violation.unless(held(delivery), "%s is left sending without a word", id);
                checkHeld(delivery);
            }
            case SENT -> {
                Violation.unless(!messages.isEmpty(), "%s is called sent, and there is no message", id);
                Violation.unless(delivery.explanation().isPresent(), "%s stays sent without a word", id);
                if (held(delivery)) {
                    checkHeld(delivery);
                }
            }
            case DISCARDED -> {
                messages.forEach(message -> Violation.unless(
                        message.said(ReportedStatus.FAILED) || world.support().decided(delivery.id()),
                        "%s is discarded, and yet %s is on its way", id, message));
                checkGivenUp(delivery);
            }
            case DELIVERED -> Violation.unless(said(messages, ReportedStatus.DELIVERED),
                    "%s is called delivered, and nobody said so", id);
            case SEEN -> Violation.unless(said(messages, ReportedStatus.SEEN),
                    "%s is called seen, and nobody said so", id);
        }
    }

    /** What fails in passing is sent again until the next try would come too late. */
    private void checkGivenUp(Delivery delivery) {
        boolean passing = delivery.attempts().stream().flatMap(attempt -> attempt.receipts().stream())
                .flatMap(receipt -> receipt.fault().stream()).filter(fault -> fault.kind().passes())
                .anyMatch(fault -> delivery.explanation().filter(why -> why.code().equals(fault.code())).isPresent());
        Instant last = world.deliveries().timeline(delivery.id()).getLast().at();
        Violation.unless(!passing || !last.plus(world.policies().hold().max()).plus(world.nodes().apart())
                .isBefore(delivery.order().expiresAt()), "%s failed in passing, and was given up too early",
                Trace.brief(delivery.id()));
    }

    private static boolean said(List<Message> messages, ReportedStatus status) {
        return messages.stream().anyMatch(message -> message.said(status));
    }

    private static boolean held(Delivery delivery) {
        return delivery.explanation().filter(why -> why.code().equals("outcome_unknown")).isPresent();
    }

    private void checkHeld(Delivery delivery) {
        Violation.unless(world.evidenceWasDenied() || world.deliveries().hasDouble(delivery),
                "%s is held, although evidence could be had: %s",
                Trace.brief(delivery.id()), delivery.explanation());
    }

    private Optional<ProviderInstance> instance(Delivery delivery) {
        return delivery.lane().flatMap(lane -> world.stores().providerInstances().find(lane.instance()));
    }

    /** What an attempt is said to have come to, the service has said of the message that this attempt made. */
    private void checkReceipts(Delivery delivery, Attempt attempt) {
        var attempted = new Attempted(delivery.id(), attempt.number());
        Set<Receipt> said = world.service().of(delivery.id()).stream()
                .filter(message -> message.attempt.equals(attempted)
                        && attempt.reference().equals(Optional.of(message.reference)))
                .flatMap(message -> message.history().stream())
                .map(word -> Receipt.of(word.report())).collect(Collectors.toSet());
        Violation.unless(attempt.reference().isEmpty() || !said.isEmpty(), "%s did not make its message %s", attempted,
                attempt.reference());
        Violation.unless(said.containsAll(attempt.receipts()), "%s has a receipt of another message: %s", attempted,
                attempt.receipts());
    }

    private void checkTimeline(Delivery delivery) {
        List<TimelineEntry> timeline = world.deliveries().timeline(delivery.id());
        for (Attempt attempt : delivery.attempts()) {
            String id = Trace.brief(delivery.id()) + "/" + attempt.number();
            List<Event> events = timeline.stream().filter(entry -> entry.attempt() == attempt.number())
                    .map(TimelineEntry::event).toList();
            long receipts = events.stream().filter(event -> event == Event.RECEIPT).count();
            long found = events.stream().filter(event -> event == Event.FOUND).count();
            Violation.unless(events.stream().filter(event -> event == Event.SENDING).count() == 1,
                    "%s does not begin exactly once in its timeline: %s", id, events);
            Violation.unless(attempt.call() == Call.PENDING || events.stream().anyMatch(ENDS::contains),
                    "the timeline does not say how %s ended: %s", id, events);
            Violation.unless(receipts <= attempt.receipts().size() && receipts + found >= attempt.receipts().size(),
                    "%s has %d receipts, but its timeline tells of %s", id, attempt.receipts().size(), events);
        }
    }

    /** What we were told counts, as soon as we know whose it is. */
    private void checkHeard(Postman.Letter letter) {
        Delivery delivery = world.deliveries().find(letter.message().attempt.delivery()).orElseThrow();
        boolean known = delivery.attempts().stream()
                .anyMatch(attempt -> attempt.reference().equals(Optional.of(letter.message().reference)));
        Violation.unless(!(letter.named() || known) || Postman.counts(letter.report(), delivery),
                "%s is %s, although the service reported %s", Trace.brief(delivery.id()), delivery.state(), letter);
    }

    /** What no callback told, a question finds out. */
    private void checkHealed(Message message) {
        Delivery delivery = world.deliveries().find(message.attempt.delivery()).orElseThrow();
        Optional<Attempt> last = delivery.attempts().reversed().stream()
                .filter(attempt -> attempt.reference().isPresent()).findFirst();
        boolean asked = last
                .filter(attempt -> attempt.reference().orElseThrow().equals(message.reference)
                        && attempt.startedAt().plus(SURELY_POLLED).isAfter(settledFrom))
                .isPresent();
        if (!asked || held(delivery) || world.support().decided(delivery.id()) || !canBeAsked(delivery, message)) {
            return;
        }
        boolean enough = delivery.state() == DeliveryState.DISCARDED && message.said(ReportedStatus.FAILED)
                || delivery.state() == DeliveryState.DELIVERED && world.policies().callbacks();
        Violation.unless(enough || Postman.counts(message.last().report(), delivery),
                "%s is %s, although the service would have told that %s is %s", Trace.brief(delivery.id()),
                delivery.state(), message, message.last().report().status());
    }

    private boolean canBeAsked(Delivery delivery, Message message) {
        Optional<ProviderInstance> instance = instance(delivery);
        return world.service().mood() == Service.Mood.ANSWERS && instance
                .filter(it -> it.settings().require(ScriptedProvider.SENDER).equals(message.account)).isPresent();
    }
}
