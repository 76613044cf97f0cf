package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** Finding deliveries among many, and seeing them change. */
@NeedsBrowser
class DeliveriesTest {

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
        user = new ConsoleUser(installation.url).open(place(""))
                .signIn(installation.tidings.adminToken().reveal()).sees("No deliveries yet");
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    private String place(String query) {
        return "#/apps/" + backend.appId() + "/deliveries" + query;
    }

    @Test
    void whatHappens_isSeenWithoutReload() {
        user.findsItAccessible();
        user.driver().executeScript("window.samePage = true");

        backend.send("olga", "+447700900100");

        user.sees("olga").sees("Read after").findsItAccessible().phone().findsItAccessible();
        assertThat(user.driver().executeScript("return window.samePage")).isEqualTo(true);
    }

    @Test
    void filters_standInTheAddress_andLinksLeadToThem() {
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        backend.awaitState(backend.send("chloe", "+447700903024"), "discarded");
        user.sees("olga").press("Discarded").seesNot("olga").sees("chloe");
        assertThat(user.driver().getCurrentUrl()).endsWith("?state=discarded");

        user.press("Seen").sees("olga").sees("chloe");
        assertThat(user.driver().getCurrentUrl()).endsWith("?state=seen%2Cdiscarded");
        user.press("Discarded").sees("olga").seesNot("chloe").press("Discarded").press("Seen").seesNot("olga");
        user.findsItAccessible();

        user.type("Number ends in", "12").sees("4 to 15 digits").findsItAccessible();
        user.type("Number ends in", "0100").sees("Nothing fits").findsItAccessible();
        user.press("Clear all filters").sees("olga").sees("chloe");
        assertThat(user.driver().getCurrentUrl()).doesNotContain("?");

        for (String reached : List.of("delivered", "", "delivered")) {
            new Select(user.field("Came as far as")).selectByValue(reached);
        }
        user.sees("olga").seesNot("chloe").press("Discarded").sees("Nothing fits").press("Clear all filters")
                .sees("chloe");
        assertThat(new Select(user.field("Came as far as")).getFirstSelectedOption().getText()).isEqualTo("Any");

        user.open(place("?code=63024&when=1h&provider=twilio_whatsapp")).sees("chloe").seesNot("olga");
        user.type("User", "ol").sees("Nothing fits").follow("olga").sees("Nothing fits");
        user.press("Clear all filters").sees("chloe").type("User", "ol").sees("Nothing fits").follow("olga")
                .sees("Read after").seesNot("chloe");
    }

    @Test
    void export_holdsWhatFits() {
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        backend.awaitState(backend.send("chloe", "+447700903024"), "discarded");
        user.sees("chloe").press("Discarded").seesNot("olga");

        String csv = (String) user.driver().executeAsyncScript("fetch(document.querySelector('a[download$=csv]').href)"
                + ".then(answer => answer.text()).then(arguments[arguments.length - 1])");

        assertThat(csv).contains("\"chloe\"").doesNotContain("\"olga\"");
    }

    @Test
    void thousands_areScrolledThrough_withFewInThePage() {
        List<String> crowd = IntStream.range(0, 3_000).mapToObj(i -> "user-" + i).toList();
        backend.call("POST", "/v3/notifications",
                Map.of("notification", Map.of("message", "Hello"), "sendTo", Map.of("recipients", crowd)));
        user.sees("user-2").see(By.cssSelector("[aria-rowindex='2']"));

        user.until("the last is reached", () -> {
            user.driver().executeScript("scrollTo(0, document.documentElement.scrollHeight)");
            return !user.driver().findElements(By.cssSelector("[aria-rowindex='3001']")).isEmpty();
        });

        assertThat(user.driver().findElements(By.cssSelector(".window .table-row"))).hasSizeLessThan(80);
        user.findsItAccessible();

        backend.send("late", "+447700900100");
        user.press("1 new").sees("late");
    }

    @Test
    void turnedScreen_showsRowsWhole() {
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        user.sees("olga").phone().until("the list is as high as its row", () -> (Boolean) user.driver().executeScript(
                "return document.querySelector('.window').offsetHeight"
                        + " === document.querySelector('.window-rows > *').offsetHeight"));
    }

    @Test
    void whatIsFilteredOutOfSight_isCounted() {
        user.open(place("?reached=sent&provider=twilio_whatsapp")).phone().press("More filters (2)");
        assertThat(new Select(user.field("Came as far as")).getFirstSelectedOption().getText()).isEqualTo("Sent");
        user.findsItAccessible();
    }

    @Test
    void comingBack_findsTheListAsItWas() {
        List<String> crowd = IntStream.range(0, 300).mapToObj(i -> "user-" + i).toList();
        backend.call("POST", "/v3/notifications",
                Map.of("notification", Map.of("message", "Hello"), "sendTo", Map.of("recipients", crowd)));
        user.see(By.cssSelector("[aria-rowindex='2']"));
        user.driver().executeScript("scrollTo(0, document.documentElement.scrollHeight)");
        user.see(By.cssSelector("[aria-rowindex='105']"));
        Object left = user.driver().executeScript("return scrollY");

        user.driver().executeScript("document.querySelector(\"[aria-rowindex='105'] a\").click()");
        user.sees("Why it was discarded").driver().navigate().back();

        user.see(By.cssSelector("[aria-rowindex='105']"));
        assertThat(user.driver().executeScript("return scrollY")).isEqualTo(left);
    }

    @Test
    void keyboardAlone_leadsFromTheSearchToADeliveryAndBack() {
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        backend.awaitState(backend.send("ben", "+447700900101"), "seen");
        user.sees("olga").sees("ben");

        user.keys("/");
        assertThat(user.focused()).isEqualTo("User");
        user.keys("olga").seesNot("ben").keys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE).sees("ben");

        user.driver().executeScript("document.activeElement.blur()");
        user.keys("j").keys(Keys.ARROW_DOWN);
        assertThat(user.focused()).isEqualTo("olga");
        user.keys("k");
        assertThat(user.focused()).isEqualTo("ben");
        user.keys(Keys.ENTER).sees("Timeline");
        user.keys("g").keys("d").sees("What became of it");
    }

    @Test
    void withoutConnection_itSaysSo_andCatchesUpByItself() {
        backend.awaitState(backend.send("olga", "+447700900100"), "seen");
        user.sees("olga").offline().sees("No connection");
        user.findsItAccessible().press("Discarded").sees("Try again").findsItAccessible();

        user.online().press("Try again").sees("Nothing fits").press("Clear all filters").sees("olga");
        backend.send("ben", "+447700900101");
        user.sees("ben").seesNot("No connection");
    }

    @Test
    void whatHappensWhileNobodyLooks_isThereAfterwards() {
        ChromeDriver driver = user.driver();
        String tab = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        String other = driver.getWindowHandle();
        backend.user("olga", "+447700900100");
        String later = backend.send(Map.of("notification", Map.of("message", "Hello"), "sendTo",
                Map.of("recipients", List.of("olga")), "sendAt", Instant.now().plusSeconds(4).toString()));
        backend.awaitState(later, "seen");

        driver.switchTo().window(tab);
        user.sees("Read after");
        driver.switchTo().window(other).close();
        driver.switchTo().window(tab);
    }
}
