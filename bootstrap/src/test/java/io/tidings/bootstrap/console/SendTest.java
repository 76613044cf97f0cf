package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** Composing a notification, and following what becomes of it. */
@NeedsBrowser
class SendTest {

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
        backend.user("ann", "+447700900100");
        backend.user("chloe", "+447700903024");
        user = new ConsoleUser(installation.url).open("#/apps/" + backend.appId() + "/send")
                .signIn(installation.tidings.adminToken().reveal()).sees("Preview");
    }

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
    }

    /** The request that is looked at. */
    private JsonNode request() {
        String url = user.driver().getCurrentUrl();
        return Backend.ok(backend.call("GET", "/v3/notifications/" + url.substring(url.lastIndexOf('/') + 1), null));
    }

    private static String sent(String phoneNumber) {
        return installation.simulator.messages("whatsapp:" + phoneNumber).getFirst().parameter("Body").orElseThrow();
    }

    @Test
    void text_isFollowedToSeenAndToFailure() {
        user.press("Send").sees("Name at least one user.").findsItAccessible();
        user.type("Recipients", "ann" + Keys.ENTER).type("Recipients", "chloe, nobody,")
                .sees("Not known to this app: nobody")
                .type("Message", "Your *table* is ready").findsItAccessible();
        assertThat(user.see(By.cssSelector(".bubble b")).getText()).isEqualTo("table");

        user.press("Send").sees("Request").sees("Your table is ready").sees("in all");

        user.sees("seen").sees("The app has no user nobody").sees("WhatsApp cannot deliver to this number")
                .findsItAccessible().phone().findsItAccessible();
        assertThat(sent("+447700900100")).isEqualTo("Your *table* is ready");
        user.wide().follow("chloe").sees("Why it was discarded");
    }

    @Test
    void template_isPreviewedForThePerson_withWhatIsMissing() {
        backend.call("PUT", "/v3/users/ann", Map.of("firstName", "Ann"));
        backend.admin("PUT", "/v1/apps/" + backend.appId() + "/templates/reminder",
                Map.of("name", "Reminder", "contents",
                        Map.of("whatsapp", Map.of("text", "Hello {{recipient.firstName}}, at {{data.time}}"))));

        user.open("#/apps/" + backend.appId() + "/send?user=ann&template=reminder")
                .sees("Nothing would be sent: data.time");
        user.findsItAccessible().type("Data", "{\"time\": ").sees("its end, where something is missing")
                .findsItAccessible();
        user.type("Data", "{\"time\":\n10:00}").sees("look at line 2, column 3");
        user.type("Data", "{\"time\": \"10:00\"}").sees("Hello Ann, at 10:00").findsItAccessible();

        user.press("Send").sees("filled in for each person").sees("seen").findsItAccessible();
        assertThat(sent("+447700900100")).isEqualTo("Hello Ann, at 10:00");
    }

    @Test
    void override_isCheckedWhileTyping_andShownAsItWillRead() {
        user.type("Recipients", "ann" + Keys.ENTER).unfold("Override");
        user.type("Override", "[]").sees("This must be an object");
        user.type("Override", "{\"twillio\": {}}").sees("No provider “twillio” is installed").findsItAccessible();
        user.type("Override", "{\"twilio_whatsapp\": 1}").sees("“twilio_whatsapp” must be an object");
        user.type("Override", "{\"twilio_whatsapp\": {\"Body\": \"Said otherwise\"}}");
        assertThat(user.see(By.className("bubble")).getText()).isEqualTo("Said otherwise");

        user.type("Message", "Its own words").press("Send").sees("Request").sees("seen");
        assertThat(sent("+447700900100")).isEqualTo("Said otherwise");

        user.sees("As the override for twilio_whatsapp says it").seesNot("Its own words");
        assertThat(user.see(By.className("bubble")).getText()).isEqualTo("Said otherwise");
        user.unfold("The request's own content, which it replaces").sees("Its own words")
                .unfold("The override, as it was given").sees("\"Body\": \"Said otherwise\"").findsItAccessible()
                .phone().findsItAccessible().wide();
        user.follow("ann").sees("Timeline").sees("As the override says it");
        assertThat(user.see(By.className("bubble")).getText()).isEqualTo("Said otherwise");
    }

    @Test
    void snippets_sayTheSame() {
        user.type("Recipients", "ann" + Keys.ENTER).type("Message", "It's ready");
        String curl = user.see(By.cssSelector(".snippet code")).getText();
        assertThat(curl).contains(installation.url + "/v3/notifications", backend.apiKey(), "\"ann\"",
                "It'\\''s ready");

        user.press("Node").sees("EngagespotClient");
        assertThat(user.see(By.cssSelector(".snippet code")).getText())
                .contains("baseUrl: '" + installation.url + "/v3'", "\"It's ready\"");
        user.press("Copy Node").sees("Copied").findsItAccessible();
    }

    @Test
    void scheduledForATopic_canBeCancelled() {
        Backend.ok(backend.call("POST", "/v3/topics", Map.of("identifier", "news", "name", "News")));
        Backend.ok(backend.call("POST", "/v3/topics/news/users", Map.of("users", List.of("ann", "chloe"))));
        user.open("#/apps/" + backend.appId() + "/send?topic=news").sees("Whoever is subscribed")
                .type("Message", "Later").unfold("Time, priority, category");
        new Select(user.field("Priority")).selectByValue("urgent");
        user.type("Category", "greetings");
        user.driver().executeScript(
                "const field = document.querySelector('#sendAt'); const at = new Date(Date.now() + 864e5);"
                        + "field.value = at.toISOString().slice(0, 16); field.dispatchEvent(new Event('input'))");
        user.findsItAccessible();

        user.press("Schedule").sees("not before").sees("2 in all").findsItAccessible();
        assertThat(request().at("/deliveries/0/priority").asText()).isEqualTo("urgent");
        assertThat(request().get("category").asText()).isEqualTo("greetings");

        user.press("Cancel").press("Cancel the request").sees("Cancelled: 2.");
        assertThat(request().at("/counts/discarded").asInt()).isEqualTo(2);
        user.sees("discarded 2");
    }

    @Test
    void refusal_isSaidInTheServersWords_andNothingIsLost() {
        user.type("Recipients", "ann" + Keys.ENTER).type("Message", "Hello").unfold("Override");
        user.type("Override", "{\"channels\": [\"WhatsApp!\"]}").press("Send").sees("override.channels")
                .findsItAccessible();
        assertThat(user.field("Message").getDomProperty("value")).isEqualTo("Hello");
    }

    @Test
    void approvedContent_isPreviewedInItsOwnWords() {
        backend.admin("PUT", "/v1/apps/" + backend.appId() + "/templates/approved",
                Map.of("contents", Map.of("whatsapp",
                        Map.of("contentSid", "HX00000000000000000000000000000001", "contentVariables",
                                Map.of("1", "{{recipient.name}}", "2", "{{data.time}}")))));
        backend.call("PUT", "/v3/users/ann", Map.of("name", "Ann"));

        user.open("#/apps/" + backend.appId() + "/send?user=ann&template=approved").sees("Nothing would be sent")
                .type("Data", "{\"time\": \"10:00\"}").sees("Hello Ann, your appointment is at 10:00.").sees("approved")
                .findsItAccessible();
    }

    @Test
    void answerThatIsLost_isNoReasonToSendTwice() {
        user.type("Recipients", "ann" + Keys.ENTER).type("Message", "Once").driver().executeScript("""
                const real = fetch;
                window.fetch = async (url, request) => {
                    const answer = await real(url, request);
                    if (request.method === "POST" && url.endsWith("/notifications")) {
                        window.fetch = real;
                        throw new TypeError("the answer is lost");
                    }
                    return answer;
                };""");
        user.press("Send").sees("Tidings cannot be reached").findsItAccessible();

        user.press("Send").sees("1 in all").sees("seen");
        assertThat(installation.simulator.messages("whatsapp:+447700900100"))
                .filteredOn(message -> message.parameter("Body").orElseThrow().equals("Once")).hasSize(1);
    }

    @Test
    void longList_isPasted_andCounted() {
        user.type("Recipients",
                IntStream.range(0, 50).mapToObj(i -> "guest-" + i).collect(Collectors.joining(",")) + ",");

        user.sees("guest-39").sees("and 10 more").seesNot("Not known to this app: guest-49").findsItAccessible()
                .press("Remove all").seesNot("guest-1");
    }

    @Test
    void keyboardAlone_composesAndSends() {
        user.open("#/apps/" + backend.appId() + "/start").sees("Get started").keys("g").keys("n");
        user.sees("Preview").until("Recipients has the focus", () -> {
            user.keys(Keys.TAB);
            return user.focused().equals("Recipients");
        });
        user.keys("ann", Keys.ENTER).until("Message has the focus", () -> {
            user.keys(Keys.TAB);
            return user.focused().equals("Message");
        });
        user.keys("Hello").until("Send has the focus", () -> {
            user.keys(Keys.TAB);
            return user.focused().equals("Send");
        });
        user.keys(Keys.ENTER).sees("1 in all").sees("seen");
    }
}
