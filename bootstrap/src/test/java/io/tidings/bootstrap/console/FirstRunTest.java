package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.twilio.simulator.SimulatorSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Rectangle;

/** From an empty installation to a message that was seen, by what the page says alone. */
@NeedsBrowser
class FirstRunTest {

    private Installation installation;
    private ConsoleUser user;

    @BeforeEach
    void start(@TempDir Path directory) {
        installation = Installation.withCallbacks(directory);
        user = new ConsoleUser(installation.url);
    }

    @AfterEach
    void stop() {
        user.hasNoComplaints();
        installation.close();
    }

    @Test
    void emptyInstallation_leadsToAMessageThatIsSeen() {
        user.open("").signIn(installation.tidings.adminToken().reveal()).sees("Welcome to Tidings")
                .findsItAccessible();

        user.type("Name", "Shop").press("Create app").sees("Save these now").sees("API secret").findsItAccessible();

        user.type("Account SID", SimulatorSettings.DEFAULT.accountSid()).press("Enable Twilio WhatsApp")
                .sees("is required").findsItAccessible();
        user.type("Auth Token", SimulatorSettings.DEFAULT.authToken())
                .type("From number", "+14155238886").seesNot("is required")
                .press("Enable Twilio WhatsApp").sees("It works.").sees("Add yourself");

        user.type("phoneNumber", "+447700900100").press("Add").press("Send").sees("It arrived and was read.")
                .findsItAccessible().phone().findsItAccessible();
    }

    @Test
    void wrongCredentials_areSaidAtOnce() {
        user.open("").signIn(installation.tidings.adminToken().reveal()).type("Name", "Shop").press("Create app")
                .type("Account SID", SimulatorSettings.DEFAULT.accountSid())
                .type("Auth Token", "0123456789abcdef0123456789abcdef").type("From number", "+14155238886")
                .press("Enable Twilio WhatsApp").sees("It does not work.").findsItAccessible();
    }

    @Test
    void wrongToken_isRefusedAndThenThrottled_andNobodyIsLockedOut() {
        user.open("").sees("Sign in to Tidings").findsItAccessible();
        Rectangle form = user.see(By.className("sign-in")).getRect();
        assertThat(form.x + form.width / 2).as("the middle of a screen of 1280").isBetween(630, 650);
        for (int i = 0; i < 5; i++) {
            user.signIn("wrong-" + i).sees("This is not the admin token");
        }
        user.signIn("wrong again").sees("Too many wrong tokens were tried. Try again in").findsItAccessible();
    }
}
