package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;

/** What is true of every page of the console, whichever there are. */
@NeedsBrowser
class EveryPageTest {

    /** What a phone on a slow network bears. */
    private static final long FIRST_LOAD = 150_000;

    private static final String TRANSFERRED = """
            return performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)""";

    @TempDir
    private static Path directory;

    private static Installation installation;
    private static Backend backend;
    private static Map<String, String> parameters;

    @BeforeAll
    static void start() {
        installation = Installation.withCallbacks(directory);
        backend = installation.backend().setUp();
        parameters = ConsolePages.fill(backend);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    static Stream<String> paths() {
        return ConsolePages.paths();
    }

    private static ConsoleUser signedIn() {
        return new ConsoleUser(installation.url).open("").signIn(installation.tidings.adminToken().reveal())
                .sees("Deliveries by hour");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_isAccessible_lightAndDark_wideAndNarrow_andViolatesNoPolicy(String path) {
        ConsoleUser user = signedIn().open(ConsolePages.place(path, parameters));
        user.see(By.cssSelector("main h1"));
        user.until("all is loaded", () -> user.driver().findElements(By.className("state-loading")).isEmpty());
        assertThat(user.driver().findElements(By.className("state-error"))).isEmpty();

        user.findsItAccessible().phone().findsItAccessible().hasNoComplaints();
    }

    @Test
    void whatIsNowhere_saysSo() {
        signedIn().open("#/apps/" + backend.appId() + "/nothing").sees("There is nothing here").findsItAccessible()
                .follow("Go to the beginning").sees("Deliveries by hour").open("#/apps/%E0%A4%A/users/ann")
                .sees("There is nothing here").hasNoComplaints();
    }

    @Test
    void signedOut_nothingIsShownAnyMore() {
        ConsoleUser user = signedIn().press("Sign out").sees("Sign in to Tidings").findsItAccessible()
                .open("#/apps/" + backend.appId() + "/deliveries").sees("Sign in to Tidings").seesNot("chloe");
        assertThat(user.driver().manage().getCookies()).isEmpty();
    }

    @Test
    void firstLoad_toTheFirstPictures_isSmall() {
        ConsoleUser user = signedIn();
        user.driver().executeCdpCommand("Network.enable", Map.of());
        user.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());

        user.open("").sees("Deliveries by hour");

        long transferred = (Long) user.driver().executeScript(TRANSFERRED);
        assertThat(transferred).isBetween(20_000L, FIRST_LOAD);
    }
}
