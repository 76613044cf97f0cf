package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** What an app says again and again, what its servers prove themselves with, and its settings. */
@NeedsBrowser
class AppTest {

    private static final String REMINDER = "HX00000000000000000000000000000001";

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
        user = new ConsoleUser(installation.url).open("#/apps/" + backend.appId() + "/templates")
                .signIn(installation.tidings.adminToken().reveal()).sees("No templates yet");
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    private JsonNode template() {
        return Backend.ok(backend.admin("GET", "/v1/apps/" + backend.appId() + "/templates/reminder", null));
    }

    @Test
    void template_isWritten_withContentForOutsideOfTheWindow_andPreviewed() {
        backend.call("PUT", "/v3/users/ann", Map.of("phoneNumber", "+447700900100", "firstName", "Ann"));
        user.findsItAccessible().follow("New template").type("Identifier", "reminder")
                .type("Text", "Hello {{recipient.firstName}}, see you at {{data.time}}.");
        user.see(By.cssSelector("input[type=checkbox]")).click();
        new Select(user.field("Content template")).selectByValue(REMINDER);
        user.sees("approved").type("Place {{1}}", "{{recipient.firstName}}").type("Place {{2}}", "{{data.time}}")
                .sees("Hello {{recipient.firstName}}, your appointment is at {{data.time}}.").findsItAccessible();

        user.press("Save").sees("Nothing would be sent:");
        assertThat(template().at("/contents/whatsapp/outsideWindow/contentSid").asText()).isEqualTo(REMINDER);

        user.type("To", "ann").type("Data", "{\"time\": \"10:00\"}").sees("Hello Ann, see you at 10:00.")
                .sees("More than 24 hours after their last message").sees("Hello Ann, your appointment is at 10:00.")
                .findsItAccessible().phone().findsItAccessible();
    }

    @Test
    void templateThatSomebodyElseChanged_isNotOverwritten() {
        backend.admin("PUT", "/v1/apps/" + backend.appId() + "/templates/reminder",
                Map.of("contents", Map.of("whatsapp", Map.of("text", "One"))));
        user.open("#/apps/" + backend.appId() + "/templates").follow("reminder").sees("One");
        backend.admin("PATCH", "/v1/apps/" + backend.appId() + "/templates/reminder",
                Map.of("contents", Map.of("whatsapp", Map.of("text", "Theirs"))));

        user.type("Text", "Mine").press("Save").sees("Read it again").findsItAccessible();
        assertThat(template().at("/contents/whatsapp/text").asText()).isEqualTo("Theirs");
        user.press("Read it again").sees("Theirs").type("Text", "Mine {{").press("Save")
                .see(By.cssSelector(".note-bad"));
        user.findsItAccessible().type("Text", "Mine").press("Save").sees("Saved.");
        user.press("Remove").see(By.cssSelector("dialog[open] .danger")).click();
        user.sees("No templates yet");
    }

    @Test
    void key_isMadeWithItsSecretShownOnce_changedAndRevoked() {
        user.open("#/apps/" + backend.appId() + "/keys").sees("made with the app").findsItAccessible();
        user.type("Name", "Nightly").press("Create key").sees("Save the secret now.").findsItAccessible();
        String key = value("API key");
        String secret = value("API secret");
        assertThat(proven(key, secret)).isEqualTo(200);

        user.press("I have saved it").seesNot(secret).press("Change Nightly").type("New name", "Weekly").press("Save")
                .sees("Weekly");
        user.open("#/apps/" + backend.appId() + "/keys").sees("Weekly").sees("used ").findsItAccessible().phone()
                .findsItAccessible().wide();
        assertThat(user.driver().getPageSource()).doesNotContain(secret);

        user.press("Revoke Weekly").press("Revoke").sees("Weekly is revoked.");
        assertThat(proven(key, secret)).isEqualTo(401);
    }

    @Test
    void problemOfAKey_standsAtTheFormThatHasIt() {
        Backend.ok(backend.admin("POST", "/v1/apps/" + backend.appId() + "/apiKeys", Map.of("name", "Nightly")));
        user.open("#/apps/" + backend.appId() + "/keys").sees("never used").press("Change Nightly")
                .type("New name", "x".repeat(300)).press("Save").see(By.cssSelector("#change-name-error:not(:empty)"));
        assertThat(user.see(By.id("new-name")).getDomAttribute("aria-invalid")).isEqualTo("false");
        user.findsItAccessible();

        user.press("Cancel").type("Name", "x".repeat(300)).press("Create key")
                .see(By.cssSelector("#new-name-error:not(:empty)"));
        user.press("Change Nightly");
        assertThat(user.see(By.id("change-name")).getDomAttribute("aria-invalid")).isEqualTo("false");
    }

    private String value(String label) {
        return user.see(By.xpath("//*[@class='copy'][.//*[text()='" + label + "']]/code")).getText();
    }

    private int proven(String key, String secret) {
        HttpResponse<String> answer = backend.exchange("PUT", "/v3/users/ann", Map.of("X-ENGAGESPOT-API-KEY", key,
                "X-ENGAGESPOT-API-SECRET", secret, "Content-Type", "application/json"), "{}");
        return answer.statusCode();
    }

    @Test
    void apps_areSwitched_onTheSamePage_andBack() {
        Backend mall = installation.backend().setUp();
        user.open("#/apps/" + backend.appId() + "/keys").sees("made with the app");

        new Select(user.field("App")).selectByValue(mall.appId());
        user.until("the same page of the other", () -> user.driver().getCurrentUrl().endsWith(mall.appId() + "/keys"))
                .sees(mall.apiKey());

        user.driver().navigate().back();
        user.sees(backend.apiKey());
        assertThat(new Select(user.field("App")).getFirstSelectedOption().getDomProperty("value"))
                .isEqualTo(backend.appId());
    }

    @Test
    void app_isRenamed_andItsBudgetChanged() {
        user.open("#/apps/" + backend.appId() + "/settings").sees("Messages may wait").findsItAccessible();
        user.type("Name", "Mall").type("Messages may wait", "3").press("Save").sees("Saved.");
        assertThat(new Select(user.field("App")).getFirstSelectedOption().getText()).isEqualTo("Mall");
        JsonNode app = Backend.ok(backend.admin("GET", "/v1/apps/" + backend.appId(), null));
        assertThat(app.get("deliveryBudgetSeconds").asInt()).isEqualTo(3 * 3_600);

        user.type("Messages may wait", "99999").press("Save").sees("must be from 1 to").findsItAccessible().phone()
                .findsItAccessible();
    }
}
