package io.tidings.bootstrap.console;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.persistence.Persistence;
import io.tidings.persistence.PersistenceSettings;
import io.tidings.twilio.TwilioSettings;
import io.tidings.twilio.TwilioWhatsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes the pictures of the README: a server with a lively day behind it, as a browser shows it. */
public final class Screenshots {

    private static final int DELIVERIES = 3_000;

    private Screenshots() {}

    /** @param arguments the folder for the pictures */
    public static void main(String[] arguments) {
        try {
            make(Files.createDirectories(Path.of(arguments[0])));
            System.exit(0);
        } catch (IOException | RuntimeException | AssertionError e) {
            e.printStackTrace();
            // The browser's driver has threads that would keep the process alive.
            System.exit(1);
        }
    }

    private static void make(Path pictures) throws IOException {
        Path directory = Files.createTempDirectory("tidings-screenshots-");
        Backend before;
        try (Installation empty = Installation.withCallbacks(directory)) {
            before = empty.backend().setUp(Map.of("messagesPerSecond", 4));
        }
        fill(directory, before);
        try (Installation lively = Installation.withCallbacks(directory)) {
            var user = new ConsoleUser(lively.url).open("").signIn(lively.tidings.adminToken().reveal())
                    .sees("Deliveries by hour");
            user.driver().executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
            Backend backend = before.movedTo(lively.url);
            instance(user, backend, pictures);
            timeline(user, backend, pictures);
            overview(user, backend, pictures);
        }
    }

    private static void fill(Path directory, Backend backend) {
        try (Persistence stores = Persistence.open(
                new PersistenceSettings(directory, Optional.empty(), Optional.empty()), InstantSource.system(),
                new SecureRandom()); var twilio = new TwilioWhatsApp(TwilioSettings.DEFAULT)) {
            var app = new AppId(UUID.fromString(backend.appId()));
            ProviderInstance instance = stores.providerInstances().ofApp(app).getFirst();
            new LivelyDay(stores, app, instance, twilio.descriptor().faults()).fill(DELIVERIES, Instant.now());
        }
    }

    /** Twilio's form, after a callback has come. */
    private static void instance(ConsoleUser user, Backend backend, Path pictures) {
        backend.awaitState(backend.send("maria@example.org", "+447700900210"), "seen");
        user.open("#/apps/" + backend.appId() + "/channels/whatsapp/" + backend.instanceId()).sees("signature valid")
                .press("Check connection").sees("It works.").window(1280, 1200)
                .screenshot(pictures.resolve("twilio.png"));
    }

    /** Of a message that Twilio asked to send later, and which was then delivered and read. */
    private static void timeline(ConsoleUser user, Backend backend, Path pictures) {
        String delivery = backend.send("ben@example.org", "+447700900429");
        backend.awaitState(delivery, "seen");
        user.open("#/apps/" + backend.appId() + "/deliveries/" + delivery).sees("reports: read").window(1280, 900)
                .screenshot(pictures.resolve("timeline.png"));
    }

    private static void overview(ConsoleUser user, Backend backend, Path pictures) {
        for (int i = 0; i < 100; i++) {
            backend.call("POST", "/v3/notifications", Map.of("notification", Map.of("message", "Sale"), "category",
                    "newsletter", "priority", i % 5 == 0 ? "normal" : "bulk", "sendTo",
                    Map.of("recipients", List.of("maria@example.org"))));
        }
        user.open("#/apps/" + backend.appId() + "/overview").sees("at full speed").sees("a second over the last 10 s")
                .window(1280, 1500).screenshot(pictures.resolve("overview.png"));
    }
}
