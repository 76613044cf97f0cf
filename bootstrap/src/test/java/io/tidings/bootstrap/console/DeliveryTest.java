package io.tidings.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.bootstrap.journey.Installation;
import io.tidings.bootstrap.testing.Backend;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Understanding what became of one delivery, and deciding about it. */
@NeedsBrowser
class DeliveryTest {

    private Installation installation;
    private Backend backend;
    private ConsoleUser user;

    @AfterEach
    void noComplaints() {
        user.hasNoComplaints();
        installation.close();
    }

    private void start(Installation started) {
        installation = started;
        backend = installation.backend().setUp();
        user = new ConsoleUser(installation.url).open("").signIn(installation.tidings.adminToken().reveal())
                .sees("Channels");
    }

    private ConsoleUser open(String delivery) {
        return user.open("#/apps/" + backend.appId() + "/deliveries/" + delivery).sees("Timeline");
    }

    @Test
    void failure_isExplained_withWhatToDo_andWhatTheProviderSaid(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        String failed = backend.send("chloe", "+447700903024");
        backend.awaitState(failed, "discarded");

        open(failed).sees("Why it was discarded").sees("Ask the person for another number").findsItAccessible();
        assertThat(user.see(By.linkText("Twilio WhatsApp about 63024")).getDomAttribute("href"))
                .isEqualTo("https://www.twilio.com/docs/api/errors/63024");
        user.unfold("What Twilio WhatsApp sent").sees("MessageStatus").findsItAccessible().phone().findsItAccessible();
    }

    @Test
    void discarded_isSentAgainOnce_andBothNameEachOther(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        String failed = backend.send(Map.of("notification", Map.of("message", "Hello"), "sendTo",
                Map.of("recipients", List.of("chloe"))));

        open(failed).sees("unknown_user").sees("Tidings ended it").press("Send again").sees("Send it to chloe again?")
                .findsItAccessible()
                .press("Go back");
        backend.user("chloe", "+447700900100");
        user.press("Send again").press("Send again").sees("Sends again").sees("reports: read").findsItAccessible();

        user.follow(failed).sees("Sent again as").findsItAccessible();
        assertThat(user.driver().findElements(By.xpath("//main//button[normalize-space()='Send again']"))).isEmpty();
    }

    @Test
    void steps_areSeenAsTheyHappen_withTheTimeBetween(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        backend.user("ann", "+447700900001");
        String soon = backend.send(Map.of("notification", Map.of("message", "Hello"), "sendTo",
                Map.of("recipients", List.of("ann")), "sendAt", Instant.now().plusSeconds(15).toString()));

        open(soon).sees("not yet").sees("Discard");
        user.sees("reports: delivered").sees("Twilio WhatsApp took it").sees("+15").findsItAccessible();
        assertThat(user.driver().findElements(By.xpath("//main//button[normalize-space()='Discard']"))).isEmpty();
    }

    @Test
    void whatWaits_canBeDiscarded_orItsRequestCancelled(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        String later = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        Map<String, Object> greeting = Map.of("notification", Map.of("message", "Later"), "sendTo",
                Map.of("recipients", List.of("ann")), "sendAt", later);
        String one = backend.send(greeting);
        String other = backend.send(greeting);

        open(one).press("Discard").sees("will not get this message").press("Discard").sees("Why it was discarded")
                .sees("closed").findsItAccessible();
        open(other).press("Cancel request").press("Cancel the request").sees("Cancelled: 1.").sees("cancelled");
        assertThat(backend.delivery(other).at("/explanation/code").asText()).isEqualTo("cancelled");
    }

    @Test
    void held_isShownPlainly_andAPersonDecides(@TempDir Path directory) {
        // Two that look alike to the provider, both of unknown outcome, and no callback that tells.
        start(Installation.withoutCallbacks(directory));
        String first = backend.send("ann", "+447700900501");
        String second = backend.send("ann", "+447700900501");
        backend.await(first, delivery -> delivery.get("held").asBoolean());
        backend.await(second, delivery -> delivery.get("held").asBoolean());

        open(first).sees("Held: you decide").findsItAccessible();
        user.press("Discard").press("Discard").sees("Why it was discarded");
        open(second).press("Send again").sees("the person gets the message twice").press("Send again")
                .sees("It is sent again.");
        JsonNode again = backend.await(second, delivery -> delivery.get("attempts").asInt() == 2);
        assertThat(Backend.events(again)).contains("held", "decided");
    }

    @Test
    void times_areTheViewersOwn_andExactInUtcWhenPointedAt(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        String seen = backend.send("ann", "+447700900100");
        String accepted = backend.awaitState(seen, "seen").get("createdAt").asText();
        user.inZone("Asia/Kathmandu");

        WebElement moment = open(seen).see(By.cssSelector(".milestone-queued time"));

        assertThat(moment.getText()).startsWith(
                DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Kathmandu"))
                        .format(Instant.parse(accepted)));
        assertThat(moment.getDomAttribute("data-exact")).isEqualTo(
                accepted.replace("T", " ").replace("Z", " UTC"));
    }

    @Test
    void unknownDelivery_isSaidToBeGone(@TempDir Path directory) {
        start(Installation.withCallbacks(directory));
        user.open("#/apps/" + backend.appId() + "/deliveries/0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50")
                .sees("There is no such delivery").findsItAccessible();
    }
}
