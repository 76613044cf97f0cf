package io.tidings.twilio.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Lets people write to the senders: {@code POST /simulator/inbound} with From, To and Body, as a form. */
final class Inbound implements HttpHandler {

    static final String PATH = "/simulator/inbound";

    private static final int MAX_FORM = 1 << 16;

    private final SimulatorSettings settings;
    private final Callbacks callbacks;
    private final AtomicLong count = new AtomicLong();
    private final long started;

    Inbound(SimulatorSettings settings, InstantSource clock, Callbacks callbacks) {
        this.settings = settings;
        this.callbacks = callbacks;
        this.started = clock.millis();
    }

    String tell(URI url, String from, String to, String text) throws InterruptedException {
        String sid = "SM%012xfeed%016x".formatted(started, count.incrementAndGet());
        return callbacks.inbound(url, sid, from, to, text);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
            try {
                answer(exchange, Form.parse(form));
            } catch (IllegalArgumentException unreadable) {
                respond(exchange, 400, "A field cannot be read: " + unreadable.getMessage());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Map<String, List<String>> form)
            throws IOException, InterruptedException {
        Optional<String> from = first(form, "From");
        Optional<String> to = first(form, "To");
        if (!exchange.getRequestMethod().equals("POST") || from.isEmpty() || to.isEmpty()) {
            respond(exchange, 400, "POST the fields From (the person), To (the business sender) and Body.");
        } else if (settings.defaultCallback().isEmpty()) {
            respond(exchange, 409, "Start the simulator with --callback URL: the message is told there.");
        } else {
            String told = tell(settings.defaultCallback().get(), TwilioSimulator.address(from.get()),
                    TwilioSimulator.address(to.get()), first(form, "Body").orElse(""));
            respond(exchange, 200, "The callback URL answered " + told + ".");
        }
    }

    private static Optional<String> first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
