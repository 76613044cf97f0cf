package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Seeing at a glance how an app fares, and going from each number to what is behind it. */
@NeedsBrowser
class OverviewTest {

    /** When a pause is over, the next message probes; which of the two it is depends on how long one takes to look. */
    private static final By PAUSED_OR_PROBING = By.xpath(
            "//*[contains(@class, 'badge')][.='paused' or .='probing']");

    private Installation installation;
    private Backend backend;
    private ConsoleUser user;

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
        installation.close();
    }

    private void start(Installation started, Map<String, Integer> pace) {
        installation = started;
        backend = installation.backend().setUp(pace);
        user = new ConsoleUser(installation.url).open("").signIn(installation.tidings.adminToken().reveal())
                .sees("Nothing was sent in the last 24 hours");
    }

    @Test
    void numbers_appearAsThingsHappen_andLeadToTheirRows(@TempDir Path directory) {
        start(Installation.withCallbacks(directory), Map.of());
        user.sees("Nothing waits").sees("active").findsItAccessible();
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        backend.awaitState(backend.send("chloe", "+447700903024"), "discarded");

        user.sees("How far they came").sees("1 seen").sees("1 discarded").findsItAccessible();
        user.follow("1 seen").sees("olga").seesNot("chloe");
        user.driver().navigate().back();

        // The provider took both, and of one it reported later that it failed.
        user.see(step("Sent", "2")).click();
        user.sees("olga").sees("chloe");
        assertThat(user.driver().getCurrentUrl()).contains("reached=sent", "from=");
        user.driver().navigate().back();
        user.see(step("Delivered", "1")).click();
        user.sees("olga").seesNot("chloe").driver().navigate().back();
        user.see(step("Seen", "1")).click();
        user.sees("olga").seesNot("chloe").driver().navigate().back();
        user.see(step("Accepted", "2")).click();
        user.sees("olga").sees("chloe").driver().navigate().back();

        user.see(By.partialLinkText("63024")).click();
        user.sees("chloe").seesNot("olga");
        assertThat(user.driver().getCurrentUrl()).contains("code=63024", "state=discarded");
        user.driver().navigate().back();

        user.see(By.cssSelector(".chart")).sendKeys(Keys.END);
        user.sees("2 accepted").keys(Keys.ENTER).sees("olga").sees("chloe");
        assertThat(user.driver().getCurrentUrl()).contains("from=", "to=");
        user.driver().navigate().back();
        user.follow("7 days").sees("Deliveries by day").unfold("As a table").sees("Accepted").findsItAccessible()
                .phone().findsItAccessible();
    }

    /** A number of the funnel. */
    private static By step(String name, String number) {
        return By.xpath("//tr[th='%s']//a[.='%s']".formatted(name, number));
    }

    @Test
    void backlog_isShownWhileItWaits(@TempDir Path directory) {
        start(Installation.withCallbacks(directory), Map.of("messagesPerSecond", 1));
        for (int i = 0; i < 30; i++) {
            backend.send("ann", "+447700900100");
        }

        user.sees("wait").sees("normal").sees("at full speed").sees("a second over the last 10 s").findsItAccessible();
    }

    @Test
    void pausedLane_saysWhy(@TempDir Path directory) {
        start(Installation.withCallbacks(directory), Map.of());
        Backend.ok(backend.admin("PATCH", backend.instances() + "/" + backend.instanceId(),
                Map.of("settings", Map.of("TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef"))));
        backend.send("ann", "+447700900100");

        user.see(PAUSED_OR_PROBING);
        user.sees("Twilio did not accept the account SID").findsItAccessible();
        user.open("#/apps/" + backend.appId() + "/channels").see(PAUSED_OR_PROBING);
        user.follow("Twilio WhatsApp").sees("Paused.").findsItAccessible();
    }

    @Test
    void uncertainSends_areDecidedHere(@TempDir Path directory) {
        // Two that look alike to the provider, both of unknown outcome, and no callback that tells.
        start(Installation.withoutCallbacks(directory), Map.of());
        String first = backend.send("ann", "+447700900501");
        String second = backend.send("ann", "+447700900501");
        backend.await(first, delivery -> delivery.get("held").asBoolean());
        backend.await(second, delivery -> delivery.get("held").asBoolean());

        user.sees("2 sends wait for your decision").findsItAccessible().phone().findsItAccessible().wide();
        user.press("Discard what was for ann").press("Discard").sees("One send waits for your decision");
        user.press("Send to ann again").press("Send again").seesNot("for your decision");
        assertThat(backend.delivery(first).get("held").asBoolean()).isFalse();
        assertThat(backend.delivery(second).get("held").asBoolean()).isFalse();
    }
}
