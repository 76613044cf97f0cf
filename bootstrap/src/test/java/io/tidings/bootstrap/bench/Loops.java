package io.tidings.bootstrap.bench;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.TwilioRestClient;
import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.testing.Backend;
import io.tidings.domain.app.AppId;
import io.tidings.domain.content.Content;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.twilio.TwilioSettings;
import io.tidings.twilio.TwilioWhatsApp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** What there is beside Tidings: a loop that sends and remembers nothing. */
final class Loops {

    private Loops() {}

    /**
     * Does it again and again, many at once.
     *
     * @return how often in a second
     */
    static double run(int concurrency, Duration time, IntConsumer send) {
        var count = new AtomicLong();
        long start = System.nanoTime();
        long until = start + time.toNanos();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < concurrency; sender++) {
                senders.execute(() -> {
                    while (System.nanoTime() < until) {
                        send.accept((int) count.getAndIncrement() % Installed.USERS);
                    }
                });
            }
        }
        return count.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** The transport that Tidings itself sends through, and how it makes its requests. */
    static IntConsumer tuned(TwilioWhatsApp provider, String ending) {
        var settings = ProviderSettings.of(Backend.settings());
        var app = new AppId(new UUID(0, 1));
        return user -> {
            var profile = new UserProfile(app, new UserId("user-" + user),
                    JsonObject.of(Map.of("phoneNumber", Installed.phoneNumber(user, ending))), Instant.EPOCH,
                    Instant.EPOCH);
            SendOutcome outcome = provider.send(new SendRequest("key", settings, profile,
                    Content.of(Installed.TEXT), JsonObject.EMPTY, Optional.of(callback())));
            if (!(outcome instanceof SendOutcome.Accepted)) {
                throw new IllegalStateException("not taken: " + outcome);
            }
        };
    }

    static TwilioWhatsApp provider(URI twilio) {
        return new TwilioWhatsApp(TwilioSettings.at(twilio));
    }

    /** twilio-java as it comes, with its own HTTP client and pool of connections. */
    static IntConsumer plain(URI twilio, String ending) {
        String account = Backend.settings().get("TWILIO_ACCOUNT_SID");
        var client = new TwilioRestClient.Builder(account, Backend.settings().get("TWILIO_AUTH_TOKEN")).build();
        return user -> {
            var request = new Request(HttpMethod.POST,
                    twilio + "/2010-04-01/Accounts/" + account + "/Messages.json");
            request.addPostParam("To", "whatsapp:" + Installed.phoneNumber(user, ending));
            request.addPostParam("From", "whatsapp:" + Backend.settings().get("TWILIO_FROM_NUMBER"));
            request.addPostParam("Body", Installed.TEXT);
            request.addPostParam("StatusCallback", callback().toString());
            var answer = client.request(request);
            if (answer.getStatusCode() != 201) {
                throw new IllegalStateException("not taken: " + answer.getStatusCode());
            }
        };
    }

    /** As long as Tidings' own; nothing is reported to it. */
    private static URI callback() {
        return URI.create("http://127.0.0.1:9/v1/providerInstances/00000000-0000-0000-0000-000000000001/callback"
                + "?delivery=00000000-0000-0000-0000-000000000001&attempt=1");
    }
}
