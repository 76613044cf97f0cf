package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Setting a provider up, with right and with wrong settings. */
@NeedsBrowser
class ChannelsTest {

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
        user = new ConsoleUser(installation.url).open("#/apps/" + backend.appId() + "/channels")
                .signIn(installation.tidings.adminToken().reveal());
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    @Test
    void wrongFormat_isSaidWhileTyping_andWrongCredentialsWhenChecked() {
        user.sees("WhatsApp").findsItAccessible().follow("Add Twilio WhatsApp");
        user.type("Account SID", "AC123").sees("must be AC followed by 32 hexadecimal digits").findsItAccessible();
        user.type("Account SID", "AC00000000000000000000000000000009").seesNot("must be AC followed by");

        user.type("Auth Token", "0123456789abcdef0123456789abcdef").type("From number", "+14155238886")
                .press("Enable Twilio WhatsApp").sees("Check connection");
        user.press("Check connection").sees("It does not work.").findsItAccessible();
    }

    @Test
    void callbacks_areSeenToComeThrough_andSecretsNeverComeBack() {
        user.follow("Twilio WhatsApp").sees("Callback URL");
        backend.awaitState(backend.send("ann", "+447700900100"), "seen");

        user.sees("signature valid").press("Check connection").sees("It works.").findsItAccessible();
        assertThat(user.driver().getPageSource()).doesNotContain(Backend.settings().get("TWILIO_AUTH_TOKEN"));
        user.phone().findsItAccessible();
    }

    @Test
    void keyboardAlone_leadsThrough() {
        user.sees("WhatsApp").keys("g").keys("s");
        user.sees("Five steps").keys("?").sees("Keyboard").keys(Keys.ESCAPE);
        user.keys(Keys.TAB);

        assertThat(user.focused()).isNotEqualTo("body");
    }
}
