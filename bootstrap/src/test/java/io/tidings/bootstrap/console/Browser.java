package io.tidings.bootstrap.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The one Chromium of this test run: started when it is first asked for, ended with the JVM. */
final class Browser {

    static final String HOW_TO_INSTALL = "On Debian: apt-get install chromium chromium-driver."
            + " CHROMIUM and CHROMEDRIVER name others.";

    private static final Optional<Path> CHROMIUM = find("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    private static final Optional<Path> DRIVER = find("CHROMEDRIVER", "chromedriver");

    private static ChromeDriver running;

    private Browser() {}

    static boolean isInstalled() {
        return CHROMIUM.isPresent() && DRIVER.isPresent();
    }

    static synchronized ChromeDriver running() {
        if (running == null) {
            running = start();
            Runtime.getRuntime().addShutdownHook(new Thread(running::quit));
        }
        return running;
    }

    private static ChromeDriver start() {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.orElseThrow(Browser::notInstalled).toFile()).usingAnyFreePort().build();
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.orElseThrow(Browser::notInstalled).toFile());
        // No sandbox: in containers everybody is root, and what is visited is our own. No timers of its own either.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--disable-background-networking", "--disable-component-update", "--no-first-run", "--lang=en");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new ChromeDriver(service, options);
    }

    private static IllegalStateException notInstalled() {
        return new IllegalStateException("Chromium and chromedriver are needed. " + HOW_TO_INSTALL);
    }

    /** What the variable names, or the first of these that is on the path. */
    private static Optional<Path> find(String variable, String... names) {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of)
                .or(() -> Arrays.stream(names).flatMap(Browser::onPath).findFirst());
    }

    private static Stream<Path> onPath(String name) {
        return List.of(System.getenv("PATH").split(":")).stream().map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
