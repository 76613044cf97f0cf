package io.tidings.application.simulation;

import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service behind the provider: its accounts and the messages in them. It knows nothing of us but requests. */
final class Service {

    /** How texts begin that the list of messages does not show. */
    static final String NEVER_SHOWN = "Template ";

    /** How the service treats questions. */
    enum Mood {
        ANSWERS, SILENT, REFUSES
    }

    private final Chance chance;
    private final SimulatedTime time;
    private final Duration mostLag;
    private final Map<String, String> tokens = new TreeMap<>();
    private final List<Message> messages = new ArrayList<>();
    private Mood mood = Mood.ANSWERS;
    private boolean denied;

    /** @param mostLag how long its list of messages may not show a new one */
    Service(Chance chance, SimulatedTime time, Duration mostLag) {
        this.chance = chance;
        this.time = time;
        this.mostLag = mostLag;
    }

    /** Opens an account, and answers the settings with which it is used. */
    ProviderSettings open(int number) {
        String account = "AC%016x".formatted(number);
        tokens.put(account, "token-" + account + "-0");
        return settings(account);
    }

    /** From now on only another token opens the account. */
    void rotateToken(String account) {
        tokens.compute(account, (same, token) -> token + "'");
    }

    ProviderSettings settings(String account) {
        return ProviderSettings.of(Map.of(ScriptedProvider.SENDER, account, ScriptedProvider.TOKEN, token(account)));
    }

    String token(String account) {
        return tokens.get(account);
    }

    boolean opens(ProviderSettings settings) {
        return settings.get(ScriptedProvider.TOKEN).equals(settings.get(ScriptedProvider.SENDER).map(tokens::get));
    }

    Mood mood() {
        return mood;
    }

    void mood(Mood mood) {
        this.mood = mood;
        denied |= mood != Mood.ANSWERS;
    }

    /** Silence ends; a service that refuses goes on to refuse. */
    void settle() {
        mood = mood == Mood.SILENT ? Mood.ANSWERS : mood;
    }

    /** Whether it ever did not answer a question. */
    boolean denied() {
        return denied;
    }

    Message make(SendRequest request) {
        var message = new Message("m" + (messages.size() + 1), request.settings().require(ScriptedProvider.SENDER),
                request, time.now(), time.now().plus(lag()));
        message.say(report(message, ReportedStatus.SENT, "queued", Optional.empty()), time.now());
        messages.add(message);
        return message;
    }

    private Duration lag() {
        return switch (chance.between(1, 4)) {
            case 1, 2 -> Duration.ZERO;
            case 3 -> mostLag;
            default -> chance.upTo(mostLag);
        };
    }

    List<Message> messages() {
        return messages;
    }

    List<Message> of(DeliveryId delivery) {
        return messages.stream().filter(message -> message.attempt.delivery().equals(delivery)).toList();
    }

    Optional<Message> byReference(String account, String reference) {
        return messages.stream()
                .filter(message -> message.account.equals(account) && message.reference.equals(reference)).findFirst();
    }

    /** What a message of that request looks like; of every other text the list shows nothing. */
    static Imprint imprint(String phone, SendRequest request) {
        var marks = new TreeMap<>(Map.of(ScriptedProvider.SENDER, request.settings().require(ScriptedProvider.SENDER)));
        request.content().text().filter(Service::shown).ifPresent(text -> marks.put(ScriptedProvider.TEXT, text));
        return new Imprint(new Address(phone), marks);
    }

    private static boolean shown(String text) {
        return !text.startsWith(NEVER_SHOWN);
    }

    static String accountOf(Imprint imprint) {
        return imprint.marks().get(ScriptedProvider.SENDER);
    }

    /** What its list of messages shows now. */
    List<Message> listed(Imprint imprint, Instant from, Instant until) {
        return messages.stream()
                .filter(message -> message.imprint.mayBe(imprint))
                .filter(message -> !message.createdAt.isBefore(from) && !message.createdAt.isAfter(until))
                .filter(message -> !message.listedAt.isAfter(time.now()))
                .toList();
    }

    /** The message gets on, or fails, or the service says something that nobody understands. */
    Report progress(Message message) {
        Report now = message.last().report();
        Report next = switch (now.status()) {
            case SENT, UNKNOWN -> onItsWay(message);
            case FAILED -> chance.percent(20)
                    ? report(message, ReportedStatus.DELIVERED, "delivered", Optional.empty())
                    : failed(message);
            case DELIVERED -> report(message, ReportedStatus.SEEN, "read", Optional.empty());
            case SEEN -> now;
        };
        message.say(next, time.now());
        return next;
    }

    private Report onItsWay(Message message) {
        int dice = chance.between(1, 10);
        if (dice <= 2) {
            return report(message, ReportedStatus.SENT, "sent", Optional.empty());
        }
        if (dice == 3) {
            return report(message, ReportedStatus.UNKNOWN, "pondering", Optional.empty());
        }
        return dice <= 7 ? report(message, ReportedStatus.DELIVERED, "delivered", Optional.empty()) : failed(message);
    }

    private Report failed(Message message) {
        FaultKind kind = chance.of(List.of(FaultKind.RETRY, FaultKind.HOLD, FaultKind.RECIPIENT, FaultKind.UNKNOWN));
        return report(message, ReportedStatus.FAILED, "undelivered", Optional.of(kind));
    }

    private static Report report(Message message, ReportedStatus status, String word, Optional<FaultKind> kind) {
        return report(message.reference, status, word, kind);
    }

    static Report report(String reference, ReportedStatus status, String word, Optional<FaultKind> kind) {
        return new Report(reference, status, word, kind.map(Service::fault), Map.of("word", word));
    }

    static ProviderFault fault(FaultKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return ProviderFault.of("simulated_" + name, kind, "The simulated service says: " + name + ".");
    }

    static Optional<String> phone(UserProfile profile) {
        return profile.properties().text("phoneNumber");
    }
}
