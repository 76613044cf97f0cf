package io.tidings.application.simulation;

import io.tidings.application.Cancellations;
import io.tidings.domain.delivery.Priority;
import io.tidings.application.Intake.Idempotency;
import io.tidings.application.Intake.Recipient;
import io.tidings.application.Intake.Request;
import io.tidings.application.Problem;
import io.tidings.domain.content.Content;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.IdempotencyKey;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Those who ask us to send. Some say what nobody says twice, some what is said again and again, and some what the
 * service does not show; some people share a phone, and numbers change.
 */
final class Callers {

    private static final List<UserId> USERS = IntStream.rangeClosed(1, 6)
            .mapToObj(number -> new UserId("user-" + number)).toList();
    private static final UserId STRANGER = USERS.get(4);
    private static final UserId WITHOUT_PHONE = USERS.get(5);

    private final SimulatedWorld world;
    private final Map<NotificationId, Integer> accepted = new LinkedHashMap<>();
    private final ProviderSettings ownAccount;
    private final Map<IdempotencyKey, NotificationId> answers = new HashMap<>();
    private final List<Asked> requests = new ArrayList<>();
    private int asked;

    private record Asked(Request request, Instant at) {}

    Callers(SimulatedWorld world) {
        this.world = world;
        this.ownAccount = world.service().open(0xCA11);
        var known = new HashMap<UserId, JsonObject>();
        USERS.stream().filter(user -> user != STRANGER).forEach(user -> known.put(user,
                user == WITHOUT_PHONE ? JsonObject.EMPTY : phone(user)));
        world.stores().profiles().merge(world.app().id(), known, Samples.NOW);
    }

    /** Two of them share one. */
    private static JsonObject phone(UserId user) {
        return phone(USERS.indexOf(user) % 3);
    }

    private static JsonObject phone(int number) {
        return JsonObject.of(Map.of("phoneNumber", "+44770090000" + number));
    }

    /** Someone gets another number, which may be one that somebody else has. */
    void changeANumber() {
        UserId user = world.chance().of(USERS.subList(0, 4));
        int number = world.chance().between(0, 4);
        world.trace().say("%s gets the number %d", user, number);
        world.stores().profiles().merge(world.app().id(), Map.of(user, phone(number)), world.time().now());
    }

    private String text() {
        int dice = world.chance().between(1, 10);
        if (dice <= 6) {
            return "Parcel " + asked + " has arrived.";
        }
        return dice <= 8 ? "Your parcel has arrived." : Service.NEVER_SHOWN + world.chance().between(1, 2);
    }

    /** Whether it is an account that callers bring along; no operator has entered our URL there. */
    boolean own(String account) {
        return ownAccount.require(ScriptedProvider.SENDER).equals(account);
    }

    /** Asks some node to send something to some people. */
    void ask() {
        var recipients = new ArrayList<Recipient>();
        for (int many = world.chance().between(1, 3); many > 0; many--) {
            UserId user = world.chance().of(USERS);
            recipients.add(new Recipient(user,
                    user == STRANGER && world.chance().percent(30) ? Optional.of(phone(user)) : Optional.empty()));
        }
        Instant now = world.time().now();
        Optional<Instant> sendAt = world.chance().percent(15)
                ? Optional.of(now.plus(world.chance().upTo(Duration.ofHours(3))))
                : Optional.empty();
        asked++;
        var request = new Request(Content.of(text()), Optional.empty(),
                Optional.empty(), Optional.empty(), JsonObject.EMPTY, override(), recipients, List.of(), sendAt,
                Optional.of(world.chance().of(List.of(Priority.values()))), expiresAt(sendAt.orElse(now)),
                Optional.of(new Idempotency(new IdempotencyKey("request-" + asked), "0".repeat(64))));
        requests.add(new Asked(request, now));
        ask(request);
    }

    /** Asks for the same once more, whether or not the answer came; within the time that requests are remembered. */
    void askAgain() {
        Instant since = world.time().now().minus(world.policies().remembered()).plus(world.nodes().apart());
        List<Asked> recent = requests.stream().filter(it -> it.at().isAfter(since)).toList();
        if (!recent.isEmpty()) {
            ask(world.chance().of(recent).request());
        }
    }

    /** Takes something back, maybe once more. */
    void cancel() {
        if (accepted.isEmpty()) {
            return;
        }
        NotificationId id = world.chance().of(List.copyOf(accepted.keySet()));
        SimulatedNode node = world.nodes().any();
        world.trace().say("%s is asked to cancel %s", node, id);
        node.living(() -> {
            Cancellations.Result result = node.cancellations().cancel(world.app(), id, Set.of());
            Violation.unless(result.cancelled() + result.tooLate() >= accepted.get(id), "%s is not about all", result);
        });
    }

    private void ask(Request request) {
        SimulatedNode node = world.nodes().any();
        world.trace().say("%s is asked to send %s to %s", node, request.content().text().orElse(""),
                request.recipients().stream().map(recipient -> recipient.user().value()).toList());
        node.living(() -> {
            try {
                NotificationId answer = node.intake().accept(world.app(), request).notification();
                accepted.put(answer, (int) request.recipients().stream().map(Recipient::user).distinct().count());
                NotificationId before = answers.putIfAbsent(request.idempotency().orElseThrow().key(), answer);
                Violation.unless(before == null || before.equals(answer), "%s was accepted twice",
                        request.content().text().orElse(""));
            } catch (Problem.Invalid | Problem.Conflict e) {
                world.trace().say("it is refused: %s", e.getMessage());
            }
        });
    }

    private Optional<Instant> expiresAt(Instant from) {
        return world.chance().percent(15)
                ? Optional.of(from.plusSeconds(10).plus(world.chance().upTo(Duration.ofHours(2))))
                : Optional.empty();
    }

    private JsonObject override() {
        if (world.chance().percent(8)) {
            return JsonObject.of(Map.of(ScriptedProvider.ID.id(), Map.of("_config", ownAccount.reveal())));
        }
        return world.chance().percent(3) ? JsonObject.of(Map.of("channels", List.of("sms"))) : JsonObject.EMPTY;
    }

    /** Whatever we were told is accepted is there. */
    void checkNothingLost() {
        accepted.forEach((notification, users) -> {
            long there = world.deliveries().ofNotification(notification, Optional.empty(), 100).items().stream()
                    .filter(delivery -> delivery.order().resendOf().isEmpty()).count();
            Violation.unless(there == users, "%d deliveries were accepted, and %d are there", users, there);
        });
    }
}
