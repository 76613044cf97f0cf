package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Somebody at a browser, who knows of the console what is to be seen: names of buttons, labels of fields, texts. Each
 * waits until it is there. At first signed out, light, and before a wide screen.
 */
final class ConsoleUser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    /** Also a list that is told, since axe can be asked for more than the law wants. */
    private static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(found =>
                done(JSON.stringify(found.violations.map(it => it.id + ": " + it.help + " "
                    + it.nodes.map(node => node.target + " " + node.failureSummary).join(" | ")))));
            """;

    private final ChromeDriver driver = Browser.running();
    private final URI url;

    ConsoleUser(URI url) {
        this.url = url;
        online();
        wide();
        light();
        inZone("");
        driver.get("about:blank");
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", url.toString(), "storageTypes", "all"));
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.manage().logs().get(LogType.BROWSER);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Goes to a place of the console, such as {@code "#/start"}; an empty one is its beginning. */
    ConsoleUser open(String place) {
        driver.get("about:blank");
        driver.get(url + "/" + place);
        return this;
    }

    ConsoleUser signIn(String token) {
        type("Admin token", token);
        press("Sign in");
        return this;
    }

    ConsoleUser press(String button) {
        click(By.xpath("//button[normalize-space()=%1$s or @aria-label=%1$s]".formatted(quoted(button))));
        return this;
    }

    ConsoleUser follow(String link) {
        click(By.xpath("//a[normalize-space()=" + quoted(link) + "]"));
        return this;
    }

    ConsoleUser unfold(String summary) {
        click(By.xpath("//summary[normalize-space()=" + quoted(summary) + "]"));
        return this;
    }

    /** Takes what stands in the field away and types. */
    ConsoleUser type(String label, String text) {
        WebElement field = field(label);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
        return this;
    }

    /** The field that the label is for. */
    WebElement field(String label) {
        WebElement found = see(By.xpath("//label[starts-with(normalize-space(), " + quoted(label) + ")]"));
        return driver.findElement(By.id(found.getDomAttribute("for")));
    }

    /** Presses keys wherever the focus is. */
    ConsoleUser keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** What has the focus, by its accessible name. */
    String focused() {
        WebElement active = driver.switchTo().activeElement();
        return active.getAccessibleName().isEmpty() ? active.getTagName() : active.getAccessibleName();
    }

    ConsoleUser sees(String text) {
        see(By.xpath("//*[not(self::script) and not(self::style)][contains(normalize-space(), %s)]"
                .formatted(quoted(text))));
        return this;
    }

    ConsoleUser seesNot(String text) {
        waiting("not to see " + text).until(any -> !driver.findElement(By.tagName("body")).getText().contains(text));
        return this;
    }

    ConsoleUser until(String what, BooleanSupplier condition) {
        waiting("until " + what).until(any -> condition.getAsBoolean());
        return this;
    }

    WebElement see(By what) {
        return waiting("to see " + what).until(any -> driver.findElements(what).stream()
                .filter(WebElement::isDisplayed).reduce((outer, inner) -> inner).orElse(null));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    private void click(By what) {
        waiting("to click " + what).until(any -> {
            see(what).click();
            return true;
        });
    }

    private WebDriverWait waiting(String what) {
        var waiting = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        waiting.withMessage(() -> "waited " + what + " on\n" + text());
        waiting.ignoreAll(List.of(StaleElementReferenceException.class, NoSuchElementException.class,
                org.openqa.selenium.ElementClickInterceptedException.class));
        return waiting;
    }

    ConsoleUser light() {
        return prefers("light");
    }

    ConsoleUser dark() {
        return prefers("dark");
    }

    private ConsoleUser prefers(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    ConsoleUser wide() {
        return window(1280, 900);
    }

    ConsoleUser phone() {
        return size(390, 844, true);
    }

    /** A screen of that size. */
    ConsoleUser window(int width, int height) {
        return size(width, height, false);
    }

    private ConsoleUser size(int width, int height, boolean phone) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        return this;
    }

    /** @param zone empty for that of the machine */
    ConsoleUser inZone(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
        return this;
    }

    ConsoleUser offline() {
        return network(true);
    }

    ConsoleUser online() {
        return network(false);
    }

    private ConsoleUser network(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** Nothing of WCAG 2.2 AA is violated, in light and in dark, and nothing has to be scrolled sideways. */
    ConsoleUser findsItAccessible() {
        for (String scheme : List.of("light", "dark")) {
            prefers(scheme);
            assertThat(violations()).as(scheme + " " + driver.getCurrentUrl()).isEmpty();
        }
        assertThat(driver.executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("no scrolling sideways on " + driver.getCurrentUrl()).isEqualTo(true);
        return light();
    }

    private List<?> violations() {
        driver.executeScript(axe());
        try {
            return JSON.readValue((String) driver.executeAsyncScript(AXE), List.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String axe() {
        try (InputStream in = ConsoleUser.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The browser has complained about nothing: no script failed, and the page's policy was never violated. */
    void hasNoComplaints() {
        assertThat(complaints()).isEmpty();
    }

    /** What the browser's console shows; that a request was refused is no complaint about the page. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource")).toList();
    }

    void screenshot(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** XPath knows no escaping. */
    private static String quoted(String text) {
        return text.contains("'") ? "\"" + text + "\"" : "'" + text + "'";
    }
}
