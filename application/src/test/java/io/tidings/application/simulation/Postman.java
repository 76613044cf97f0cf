package io.tidings.application.simulation;

import io.tidings.application.Callbacks;
import io.tidings.application.Problem;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.ScriptedProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Carries the service's callbacks to us: late, twice, in any order, or not at all. And what others make up. */
final class Postman {

    private final SimulatedWorld world;
    private final List<Letter> bag = new ArrayList<>();
    private final List<Letter> heard = new ArrayList<>();

    Postman(SimulatedWorld world) {
        this.world = world;
    }

    /** @param named whether it goes to the URL that names the attempt; else to the one that the operator entered */
    record Letter(Message message, Report report, boolean named) {
        @Override
        public String toString() {
            return message + " is " + report.word() + (named ? "" : ", told without naming the attempt");
        }
    }

    /** The service has said something of a message. */
    void said(Message message, Report report) {
        if (message.callback.isPresent() && !world.chance().percent(15)) {
            boolean named = world.callers().own(message.account) || world.chance().percent(75);
            bag.add(new Letter(message, report, named));
        }
    }

    boolean hasLetters() {
        return !bag.isEmpty();
    }

    /** Reports that we have taken. */
    List<Letter> heard() {
        return heard;
    }

    /** Loses a callback. */
    void lose() {
        world.trace().say("lost: %s", take());
    }

    /** Brings a callback to some node, and maybe once more later. */
    void deliver() {
        Letter letter = take();
        if (world.chance().percent(20)) {
            bag.add(letter);
        }
        SimulatedNode node = world.nodes().any();
        world.trace().say("%s is told: %s", node, letter);
        var result = new Callbacks.Result[1];
        node.living(() -> result[0] = call(node, letter));
        if (result[0] == null) {
            if (world.chance().percent(50)) {
                bag.add(letter);
            }
            return;
        }
        if (result[0] == Callbacks.Result.APPLIED) {
            heard.add(letter);
            Delivery delivery = world.deliveries().find(letter.message().attempt.delivery()).orElseThrow();
            Violation.unless(!letter.named() || counts(letter.report(), delivery),
                    "%s is %s in spite of: %s", Trace.brief(delivery.id()), delivery.state(), letter);
        } else {
            world.trace().say("it is %s", result[0]);
            Violation.unless(world.operator().behind() || result[0] != Callbacks.Result.FORGED,
                    "a genuine callback is called forged: %s", letter);
        }
    }

    private Letter take() {
        return bag.remove(world.chance().between(0, bag.size() - 1));
    }

    private Callbacks.Result call(SimulatedNode node, Letter letter) {
        Message message = letter.message();
        String token = world.service().token(message.account);
        try {
            if (letter.named()) {
                return toInstance(node, SimulatedProvider.callback(message.callback.get(), token, letter.report()));
            }
            URI url = world.urls().ofApp(world.app().key(), ScriptedProvider.ID).orElseThrow();
            return node.callbacks().ofApp(world.app().key(), ScriptedProvider.ID,
                    SimulatedProvider.callback(url, token, letter.report()));
        } catch (Problem.NotFound e) {
            return Callbacks.Result.IGNORED;
        }
    }

    private static Callbacks.Result toInstance(SimulatedNode node, CallbackRequest request) {
        UUID instance = UUID.fromString(request.url().getPath().split("/")[3]);
        return node.callbacks().ofInstance(new ProviderInstanceId(instance), request);
    }

    /** Somebody makes a callback up: without the secret, or with that of another tenant. Nothing may come of it. */
    void forge() {
        List<Message> known = world.service().messages().stream().filter(it -> it.callback.isPresent()).toList();
        if (known.isEmpty()) {
            return;
        }
        Message message = world.chance().of(known);
        boolean tenant = world.chance().percent(50);
        URI url = tenant
                ? world.urls().ofAttempt(world.otherTenant().id(), message.attempt.delivery(), 1).orElseThrow()
                : message.callback.get();
        String token = tenant ? world.otherTenant().settings().require(ScriptedProvider.TOKEN) : "guessed";
        Report lie = Service.report(message.reference, ReportedStatus.SEEN, "read", Optional.empty());
        Optional<Delivery> before = world.deliveries().find(message.attempt.delivery());
        SimulatedNode node = world.nodes().any();
        world.trace().say("%s is told a lie about %s", node, message);
        world.undisturbed(() -> node.living(() -> {
            try {
                Callbacks.Result result = toInstance(node, SimulatedProvider.callback(url, token, lie));
                Violation.unless(tenant || result == Callbacks.Result.FORGED, "a forged callback is believed");
            } catch (Problem.NotFound e) {
                world.trace().say("the provider instance is gone");
            }
        }));
        Violation.unless(before.equals(world.deliveries().find(message.attempt.delivery())),
                "%s was changed by a forged callback", Trace.brief(message.attempt.delivery()));
    }

    /** Whether a delivery stands at least where this report puts it. */
    static boolean counts(Report report, Delivery delivery) {
        DeliveryState state = delivery.state();
        return switch (report.status()) {
            case SEEN -> state == DeliveryState.SEEN;
            case DELIVERED -> state.compareTo(DeliveryState.DELIVERED) >= 0;
            case FAILED, SENT -> state.compareTo(DeliveryState.SENT) >= 0;
            case UNKNOWN -> true;
        };
    }
}
