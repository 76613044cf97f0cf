package io.tidings.twilio.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The parts of Twilio's APIs that make, show and list messages, and list content templates. */
final class Endpoints implements HttpHandler {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_FORM = 1 << 20;

    private final SimulatorSettings settings;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Progress progress;
    private final CountDownLatch closed;
    private final AtomicLong count = new AtomicLong();
    private final long started;

    Endpoints(SimulatorSettings settings, InstantSource clock, Ledger ledger, Progress progress,
            CountDownLatch closed) {
        this.settings = settings;
        this.clock = clock;
        this.ledger = ledger;
        this.progress = progress;
        this.closed = closed;
        this.started = clock.millis();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                receive(exchange);
            } catch (IllegalArgumentException unreadable) {
                refuse(exchange, new Problem(400, 20001, "A parameter cannot be read: " + unreadable.getMessage()));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String form = new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
        Map<String, List<String>> parameters = Form
                .parse(method.equals("POST") ? form : exchange.getRequestURI().getRawQuery());
        ledger.add(new SimulatedRequest(method, path, parameters, clock.instant()));
        Thread.sleep(settings.latency());
        answer(exchange, method, path, parameters);
    }

    private void answer(HttpExchange exchange, String method, String path, Map<String, List<String>> parameters)
            throws IOException, InterruptedException {
        String account = "/" + StoredMessage.API_VERSION + "/Accounts/" + settings.accountSid();
        String list = account + "/Messages.json";
        if (!authorized(exchange)) {
            refuse(exchange, Problem.UNAUTHORIZED);
        } else if (method.equals("POST") && path.equals(list)) {
            create(exchange, parameters);
        } else if (method.equals("GET") && path.equals(list)) {
            respond(exchange, 200, MessageList.page(ledger, path, parameters));
        } else if (method.equals("GET") && path.matches("/v1/Content(AndApprovals)?")) {
            respond(exchange, 200, ContentList.page("https://content.twilio.com" + path,
                    path.endsWith("Approvals"), parameters));
        } else if (method.equals("GET") && path.equals(account + ".json")) {
            respond(exchange, 200, JsonNodeFactory.instance.objectNode()
                    .put("sid", settings.accountSid())
                    .put("friendly_name", "Twilio simulator")
                    .put("status", "active")
                    .put("type", "Full"));
        } else {
            Optional<StoredMessage> message = method.equals("GET") && path.matches(account + "/Messages/\\w+\\.json")
                    ? ledger.message(path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length()))
                    : Optional.empty();
            if (message.isPresent()) {
                respond(exchange, 200, message.get().json());
            } else {
                refuse(exchange, Problem.notFound(path));
            }
        }
    }

    private void create(HttpExchange exchange, Map<String, List<String>> parameters)
            throws IOException, InterruptedException {
        Optional<Problem> problem = ParameterCheck.problem(parameters);
        if (problem.isPresent()) {
            refuse(exchange, problem.get());
            return;
        }
        String to = parameters.get("To").getFirst();
        Script script = Script.of(to);
        boolean first = script != Script.READ && ledger.firstFor(to);
        switch (script.entry(first)) {
            case ACCEPT -> respond(exchange, 201, store(parameters, script, first));
            case REFUSE -> refuse(exchange, new Problem(400, 21211, "The 'To' number " + to
                    + " is not a valid phone number."));
            case LIMIT_ONCE -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                refuse(exchange, Problem.TOO_MANY);
            }
            case FAIL_ONCE -> refuse(exchange, Problem.INTERNAL);
            case BAD_GATEWAY_ONCE -> respond(exchange, 502, "text/html",
                    "<html><body><h1>502 Bad Gateway</h1></body></html>".getBytes(StandardCharsets.UTF_8));
            case STORE_AND_FAIL -> {
                store(parameters, script, first);
                refuse(exchange, Problem.INTERNAL);
            }
            case STORE_AND_HANG -> {
                store(parameters, script, first);
                closed.await();
            }
        }
    }

    /** @return what Twilio says of it at first, whatever has happened to it meanwhile */
    private JsonNode store(Map<String, List<String>> parameters, Script script, boolean first) {
        // The start is in it, so that a restarted simulator never gives out an identifier again.
        String sid = "%s%012x%020x".formatted(parameters.containsKey("MediaUrl") ? "MM" : "SM", started,
                count.incrementAndGet());
        var message = new StoredMessage(sid, settings.accountSid(), parameters, clock.instant());
        ledger.add(message);
        JsonNode json = message.json();
        progress.start(message, script.course(first, !parameters.containsKey("ContentSid")), script.reporting());
        return json;
    }

    private boolean authorized(HttpExchange exchange) {
        String expected = Base64.getEncoder().encodeToString(
                (settings.accountSid() + ":" + settings.authToken()).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void refuse(HttpExchange exchange, Problem problem) throws IOException {
        respond(exchange, problem.status(), problem.json());
    }

    private void respond(HttpExchange exchange, int status, JsonNode json) throws IOException {
        respond(exchange, status, "application/json", JSON.writeValueAsBytes(json));
    }

    private void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Twilio-Concurrent-Requests", "1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
