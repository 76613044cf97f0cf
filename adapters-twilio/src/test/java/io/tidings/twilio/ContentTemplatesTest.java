package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.ProviderTemplate;
import io.tidings.domain.provider.ProviderTemplate.Approval;
import io.tidings.domain.provider.TemplateListing;
import io.tidings.domain.provider.TemplateListing.Failed;
import io.tidings.domain.provider.TemplateListing.Listed;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content templates of an account. */
@Timeout(30)
class ContentTemplatesTest {

    @Test
    void accountsTemplates_areListedPageByPage() {
        try (var simulator = new TwilioSimulator(SimulatorSettings.DEFAULT, InstantSource.system());
                var provider = new TwilioWhatsApp(Given.patient(simulator.url()))) {
            var all = new ArrayList<ProviderTemplate>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = (Listed) provider.templates(Given.SETTINGS, cursor, 2);
                assertThat(page.templates()).hasSizeBetween(1, 2);
                all.addAll(page.templates());
                cursor = page.nextCursor();
            } while (cursor.isPresent());

            assertThat(all).extracting(ProviderTemplate::name, ProviderTemplate::approval).containsExactly(
                    tuple("appointment_reminder", Approval.APPROVED),
                    tuple("terminerinnerung", Approval.PENDING),
                    tuple("summer_sale", Approval.REJECTED));
            assertThat(all.getFirst()).isEqualTo(new ProviderTemplate("HX00000000000000000000000000000001",
                    "appointment_reminder", Optional.of("en"), Map.of("1", "Ann", "2", "10:00"), Approval.APPROVED,
                    Optional.empty(), Optional.of("UTILITY"),
                    Optional.of("Hello {{1}}, your appointment is at {{2}}.")));
            assertThat(all.getLast().rejection()).contains("It reads like spam.");
            assertThat(simulator.requests()).hasSize(2)
                    .allSatisfy(request -> assertThat(request.path()).isEqualTo("/v1/ContentAndApprovals"));
        }
    }

    @Test
    void wrongToken_isAFaultOfTheSettings() {
        try (var simulator = new TwilioSimulator(SimulatorSettings.DEFAULT, InstantSource.system());
                var provider = new TwilioWhatsApp(Given.patient(simulator.url()))) {
            TemplateListing answer = provider.templates(
                    Given.SETTINGS.with(ProviderSettings.of(Map.of("TWILIO_AUTH_TOKEN", "0".repeat(32)))),
                    Optional.empty(), 10);
            assertThat(answer).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.fault().code()).isEqualTo("20003"));
        }
    }

    @ParameterizedTest
    @CsvSource({"approved, APPROVED", "received, PENDING", "pending, PENDING", "rejected, REJECTED", "paused, PAUSED",
        "disabled, DISABLED", "unsubmitted, UNSUBMITTED", "dancing, UNKNOWN"})
    void approval_isReadWhereverItStands(String word, Approval approval) {
        String request = "{\"status\":\"" + word + "\"}";
        assertThat(listed("{\"sid\":\"HX1\",\"approval_requests\":" + request + "}").templates().getFirst().approval())
                .isEqualTo(approval);
        assertThat(listed("{\"sid\":\"HX1\",\"approval_requests\":{\"whatsapp\":" + request + "}}").templates()
                .getFirst().approval()).isEqualTo(approval);
    }

    @Test
    void templateThatTwilioSaysLittleOf_isListed() {
        assertThat(listed("{\"sid\":\"HX1\"}").templates()).containsExactly(new ProviderTemplate("HX1", "HX1",
                Optional.empty(), Map.of(), Approval.UNSUBMITTED, Optional.empty(), Optional.empty(),
                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "<html>", "{\"contents\":[],\"meta\":{\"next_page_url\":\"x?Page=%zz\"}}"})
    void answerThatCannotBeUnderstood_isAFault(String body) {
        assertThat(ContentTemplates.of(given(200, body))).isInstanceOf(Failed.class);
        assertThat(ContentTemplates.of(given(503, body))).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAA", "MTIzNDU2Nzg5MDEyOg"})
    void foreignCursor_isRefused(String cursor) {
        assertThatThrownBy(() -> ContentTemplates.page(Optional.of(cursor), 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"https://api.twilio.com, https://content.twilio.com",
        "https://API.dublin.ie1.twilio.com, https://content.dublin.ie1.twilio.com",
        "https://gateway.example.com/twilio, https://gateway.example.com/twilio",
        "http://127.0.0.1:8090, http://127.0.0.1:8090"})
    void contentApi_isBesideTheApi(URI api, URI content) {
        assertThat(TwilioSettings.at(api).contentUrl()).isEqualTo(content);
    }

    private static Listed listed(String content) {
        return (Listed) ContentTemplates.of(given(200, "{\"contents\":[" + content + "],\"meta\":{}}"));
    }

    private static Answer.Given given(int status, String body) {
        return new Answer.Given(status, body, Optional.empty(), Optional.empty());
    }
}
