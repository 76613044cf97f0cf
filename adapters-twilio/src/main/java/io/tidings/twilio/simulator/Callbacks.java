package io.tidings.twilio.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Twilio's reports on messages: signed, and repeated as the URL's fragment asks. */
final class Callbacks implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final SimulatorSettings settings;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Map<Duration, HttpClient> clients = new ConcurrentHashMap<>();

    Callbacks(SimulatorSettings settings) {
        this.settings = settings;
    }

    /** How many reports on messages were answered with 2xx. */
    long taken() {
        return taken.get();
    }

    /** Where reports on a message go, if anywhere. */
    Optional<URI> target(StoredMessage message) {
        return message.parameter("StatusCallback").map(URI::create).or(settings::defaultCallback);
    }

    /** Reports until somebody takes the report or the URL's rules are exhausted. */
    void report(StoredMessage message, Script.Step step) {
        target(message).ifPresent(url -> {
            try {
                deliver(url, fields(message, step));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Tells of a message from a person, once and without a second try.
     *
     * @return what was answered: the HTTP status, {@code ct} or {@code rt}
     */
    String inbound(URI url, String sid, String from, String to, String text) throws InterruptedException {
        var fields = new LinkedHashMap<String, String>();
        fields.put("SmsMessageSid", sid);
        fields.put("NumMedia", "0");
        fields.put("ProfileName", "Simulated person");
        fields.put("MessageType", "text");
        fields.put("SmsSid", sid);
        fields.put("WaId", from.replaceFirst("^whatsapp:\\+?", ""));
        fields.put("SmsStatus", "received");
        fields.put("Body", text);
        fields.put("To", to);
        fields.put("NumSegments", "1");
        fields.put("ReferralNumMedia", "0");
        fields.put("MessageSid", sid);
        fields.put("AccountSid", settings.accountSid());
        fields.put("From", from);
        fields.put("ApiVersion", StoredMessage.API_VERSION);
        CallbackRules rules = CallbackRules.of(url);
        return post(url.toString().replaceFirst("#.*$", ""), fields, "simulated-" + tokens.incrementAndGet(),
                rules.connect(), rules.read());
    }

    private void deliver(URI url, Map<String, String> fields) throws InterruptedException {
        CallbackRules rules = CallbackRules.of(url);
        String bare = url.toString().replaceFirst("#.*$", "");
        String token = "simulated-" + tokens.incrementAndGet();
        long deadline = System.nanoTime() + rules.total().toNanos();
        Duration pause = FIRST_PAUSE;
        for (int tries = 0; tries <= rules.retries(); tries++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                return;
            }
            Duration patience = rules.read().compareTo(left) < 0 ? rules.read() : left;
            String result = post(bare, fields, token, rules.connect(), patience);
            if (result.startsWith("2")) {
                taken.incrementAndGet();
                return;
            }
            if (!rules.triesAgainAfter(result)) {
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** @return the HTTP status, ct or rt */
    private String post(String url, Map<String, String> fields, String token, Duration connect, Duration read)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(read)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("I-Twilio-Idempotency-Token", token)
                .header("X-Twilio-Signature", Signature.of(settings.authToken(), url, fields))
                .POST(HttpRequest.BodyPublishers.ofString(Form.encode(fields)))
                .build();
        try {
            return String.valueOf(client(connect).send(request, BodyHandlers.discarding()).statusCode());
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            return "ct";
        } catch (IOException unanswered) {
            return "rt";
        }
    }

    private HttpClient client(Duration connect) {
        return clients.computeIfAbsent(connect, timeout -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeout)
                .executor(Thread::startVirtualThread)
                .build());
    }

    /** As captured from Twilio: some fields come with some statuses only, and there is no time among them. */
    private Map<String, String> fields(StoredMessage message, Script.Step step) {
        String number = message.to().substring("whatsapp:".length());
        var fields = new LinkedHashMap<String, String>();
        switch (step.status()) {
            case "delivered", "read", "undelivered" -> fields.put("EventType", step.status().toUpperCase(Locale.ROOT));
            default -> fields.put("StructuredMessage", "false");
        }
        fields.put("SmsSid", message.sid());
        fields.put("SmsStatus", step.status());
        fields.put("MessageStatus", step.status());
        fields.put("ChannelToAddress", number.substring(0, Math.max(1, number.length() - 4)) + "XXXX");
        fields.put("To", message.to());
        fields.put("ChannelPrefix", "whatsapp");
        fields.put("MessageSid", message.sid());
        fields.put("AccountSid", settings.accountSid());
        fields.put("From", message.from());
        fields.put("ApiVersion", StoredMessage.API_VERSION);
        fields.put("ChannelInstallSid", "XE00000000000000000000000000000001");
        message.parameter("MessagingServiceSid").ifPresent(service -> fields.put("MessagingServiceSid", service));
        if (step.errorCode() != 0) {
            fields.put("ErrorCode", String.valueOf(step.errorCode()));
            fields.put("ChannelStatusMessage", "Simulated failure " + step.errorCode());
        }
        return fields;
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }
}
