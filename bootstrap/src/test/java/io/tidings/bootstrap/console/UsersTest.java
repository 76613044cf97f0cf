package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking after the people whom an app knows. */
@NeedsBrowser
class UsersTest {

    private static final String OPT_OUT = "/channels/whatsapp/optOuts/%2B447700900100";

    @TempDir
    private static Path directory;

    private static Installation installation;

    private Backend backend;
    private ConsoleUser user;

    @BeforeAll
    static void start() {
        installation = Installation.withCallbacks(directory);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @BeforeEach
    void signIn() {
        backend = installation.backend().setUp();
        user = new ConsoleUser(installation.url).open("#/apps/" + backend.appId() + "/users")
                .signIn(installation.tidings.adminToken().reveal()).sees("Nobody is known yet");
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    private JsonNode profile(String identifier) {
        return Backend.ok(backend.call("GET", "/v3/users/" + identifier, null)).get("profile");
    }

    @Test
    void person_isAddedChangedAndRemoved() {
        user.findsItAccessible().follow("Add a user").type("Identifier", "ann/1").type("phoneNumber", "+447700900100")
                .press("Add the user").sees("Nothing was sent to them yet").findsItAccessible();
        user.type("Another property", "firstName").press("Add").type("firstName", "Ann").press("Save").sees("Saved.");
        assertThat(profile("ann%2F1").get("firstName").asText()).isEqualTo("Ann");

        user.follow("Users").sees("+447700900100").sees("Ann").follow("ann/1").press("Remove the user")
                .press("Remove").sees("ann/1 is removed.").sees("Nobody is known yet");
    }

    @Test
    void whatIsNoText_staysWhatItIs() {
        backend.call("PUT", "/v3/users/ann", Map.of("points", 7, "tags", List.of("a")));
        user.open("#/apps/" + backend.appId() + "/users/ann").type("points", "seven")
                .sees("This is no JSON, which it was before.").findsItAccessible();
        user.type("points", "8").press("Save").sees("Saved.");

        assertThat(profile("ann").get("points").isInt()).isTrue();
        assertThat(profile("ann").get("points").asInt()).isEqualTo(8);
        assertThat(profile("ann").get("tags").get(0).asText()).isEqualTo("a");
    }

    @Test
    void beginningOfAnIdentifier_findsThem_pageByPage() {
        for (int i = 100; i < 160; i++) {
            backend.user("user-" + i, "+447700900" + i);
        }
        backend.user("zoe", "+447700900990");
        user.open("#/apps/" + backend.appId() + "/users").sees("1 – 50 of 61").seesNot("zoe").findsItAccessible();
        user.press("Next").sees("51 – 61 of 61").sees("zoe");
        user.keys("/").type("Identifier begins with", "zo").sees("1 – 1 of 1");
        assertThat(user.driver().getCurrentUrl()).endsWith("?identifier=zo");
        user.type("Identifier begins with", "nobody").sees("Nobody is called so").findsItAccessible();
    }

    @Test
    void optOut_isShownWithItsWord_andTakenBackByHand() throws InterruptedException {
        backend.awaitState(backend.send("ann", "+447700900100"), "seen");
        URI callback = installation.url.resolve("/api/v1/apps/" + backend.apiKey() + "/webhook/twilio_whatsapp");
        installation.simulator.receive(callback, "+447700900100", "+14155238886", "STOP");
        user.open("#/apps/" + backend.appId() + "/users/ann").sees("Read after").sees("opted out").sees("STOP")
                .findsItAccessible().phone().findsItAccessible().wide();

        user.press("Take the opt-out back").press("Take the opt-out back").sees("gets messages")
                .sees("An operator decided it");
        assertThat(optOut().get("optedOut").asBoolean()).isFalse();
        user.press("Opt them out").press("Opt them out").sees("opted out");
        assertThat(optOut().get("by").asText()).isEqualTo("operator");
    }

    private JsonNode optOut() {
        return Backend.ok(backend.admin("GET", "/v1/apps/" + backend.appId() + OPT_OUT, null));
    }
}
