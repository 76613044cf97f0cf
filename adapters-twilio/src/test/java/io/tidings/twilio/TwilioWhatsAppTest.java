package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendOutcome.Accepted;
import io.tidings.domain.provider.SendOutcome.Deferred;
import io.tidings.domain.provider.SendOutcome.Refused;
import io.tidings.domain.provider.SendOutcome.Uncertain;
import io.tidings.domain.provider.Verification;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider against the simulator: sending, its receipts, and the check of settings. */
@Timeout(30)
class TwilioWhatsAppTest {

    private TwilioSimulator simulator;
    private CallbackReceiver receiver;
    private TwilioWhatsApp provider;

    @BeforeEach
    void start() throws Exception {
        simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofMillis(1)),
                InstantSource.fixed(Given.NOW));
        receiver = new CallbackReceiver();
        provider = new TwilioWhatsApp(Given.patient(simulator.url()));
    }

    @AfterEach
    void stop() {
        provider.close();
        simulator.close();
        receiver.close();
    }

    @Test
    void acceptedMessage_isReportedUntilItIsRead() throws Exception {
        String reference = accepted(send("+919900009999"));

        List<Report> reports = reports(3);

        assertThat(reports).extracting(Report::reference).containsOnly(reference);
        assertThat(reports).extracting(Report::status).containsExactlyInAnyOrder(ReportedStatus.SENT,
                ReportedStatus.DELIVERED, ReportedStatus.SEEN);
        assertThat(simulator.posts("+919900009999")).hasSize(1);
        assertThat(simulator.postsReportingTo(Given.DELIVERY.toString())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"+919900001610,21610,RECIPIENT", "+919900003016,63016,WINDOW_CLOSED", "+919900003024,63024,RECIPIENT",
        "+919900003012,63012,RETRY"})
    void messageThatFailsLater_isReportedWithItsReason(String to, String code, FaultKind kind) throws Exception {
        accepted(send(to));

        Report failure = reports(to.endsWith("3024") ? 2 : 1).stream()
                .filter(report -> report.status() == ReportedStatus.FAILED).findFirst().orElseThrow();

        assertThat(failure.fault().orElseThrow().code()).isEqualTo(code);
        assertThat(failure.fault().orElseThrow().kind()).isEqualTo(kind);
    }

    @Test
    void refusedNumber_isRefused() {
        assertThat(send("+919900001211")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fault().code()).isEqualTo("21211");
            assertThat(refused.fault().kind()).isEqualTo(FaultKind.RECIPIENT);
        });
    }

    @Test
    void tooManyRequests_areDeferredForAsLongAsTwilioAsks() {
        assertThat(send("+919900000429")).isInstanceOfSatisfying(Deferred.class,
                deferred -> assertThat(deferred.after()).contains(Duration.ofSeconds(1)));

        accepted(send("+919900000429"));
    }

    @ParameterizedTest
    @CsvSource({"+919900000500,0", "+919900000501,1", "+919900000502,0", "+919900000504,1"})
    void answerThatProvesNothing_isUncertainAfterOneRequest(String to, int messages) {
        try (var impatient = new TwilioWhatsApp(Given.impatient(simulator.url()))) {
            assertThat(impatient.send(Given.message(to))).isInstanceOf(Uncertain.class);
        }
        assertThat(simulator.posts(to)).hasSize(1);
        assertThat(simulator.messages(to)).hasSize(messages);
    }

    @Test
    void callbackThatOvertakesTheAnswer_bearsTheReferenceThatTheAnswerBrings() throws Exception {
        String reference = accepted(send("+919900000004"));

        assertThat(receiver.rest()).isNotEmpty();
        assertThat(reports(1).getFirst().reference()).isEqualTo(reference);
    }

    @Test
    void overrides_reachTheForm() {
        accepted(provider.send(Given.message("+919900009999", JsonObject.of(Map.of(
                "ContentSid", "HX0123456789abcdef0123456789abcdef", "ContentVariables", Map.of("1", "Zoë & 🎉 =+%"),
                "From", "+15005550006", "PersistentAction", List.of("a", "b"), "Note", "null")))));

        var message = simulator.messages("+919900009999").getFirst();
        assertThat(message.parameter("From")).contains("whatsapp:+15005550006");
        assertThat(message.parameter("ContentVariables")).contains("{\"1\":\"Zoë & 🎉 =+%\"}");
        assertThat(message.parameters()).containsEntry("PersistentAction", List.of("a", "b"))
                .containsEntry("Note", List.of("null")).doesNotContainKeys("Body", "StatusCallback");
    }

    @Test
    void theTextNull_isSent() {
        accepted(provider.send(Given.message("+919900009999", JsonObject.of(Map.of("Body", "null")))));

        assertThat(simulator.messages("+919900009999").getFirst().parameter("Body")).contains("null");
    }

    @Test
    void wrongToken_defersTheDeliveryAndFailsVerification() {
        var settings = Given.SETTINGS.with(ProviderSettings.of(
                Map.of("TWILIO_AUTH_TOKEN", "00000000000000000000000000000000")));

        assertThat(provider.send(Given.with(Given.message("+919900009999"), settings)))
                .isInstanceOfSatisfying(Deferred.class, deferred -> {
                    assertThat(deferred.fault().code()).isEqualTo("20003");
                    assertThat(deferred.fault().kind()).isEqualTo(FaultKind.SETTINGS);
                });
        assertThat(provider.verify(settings)).isInstanceOfSatisfying(Verification.Fails.class,
                fails -> assertThat(fails.fault().explanation()).contains("account SID and the auth token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER"})
    void illFormedSetting_isRefusedByNameWithoutARequest(String key) {
        var settings = Given.SETTINGS.with(ProviderSettings.of(Map.of(key, "../secret")));

        assertThat(provider.send(Given.with(Given.message("+919900009999"), settings)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.fault().kind()).isEqualTo(FaultKind.SETTINGS);
                    assertThat(refused.fault().explanation()).startsWith(key).doesNotContain("secret");
                });
        assertThat(provider.verify(settings)).isInstanceOf(Verification.Fails.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void missingPhoneNumber_isRefusedWithoutARequest() {
        assertThat(send("(457)-746-846")).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fault().kind()).isEqualTo(FaultKind.RECIPIENT));
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void credentialsThatWork_nameTheAccount() {
        assertThat(provider.verify(Given.SETTINGS)).isEqualTo(new Verification.Works("Twilio simulator"));
    }

    @ParameterizedTest
    @CsvSource({"suspended,suspended", "closed,closed", "?,does not say that the account is active"})
    void accountThatIsNotActive_isExplained(String status, String explanation) throws Exception {
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer("200 OK", "application/json",
                    "{\"friendly_name\":\"Shop\",\"status\":\"" + status + "\"}");
        }); var other = new TwilioWhatsApp(Given.patient(server.url()))) {
            assertThat(other.verify(Given.SETTINGS)).isInstanceOfSatisfying(Verification.Fails.class,
                    fails -> assertThat(fails.fault().explanation()).contains(explanation));
        }
    }

    @Test
    void gatewayWithAPath_isGivenThePathBefore() throws Exception {
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer("200 OK", "application/json", "{\"status\":\"active\",\"type\":\"Trial\"}");
        }); var other = new TwilioWhatsApp(Given.patient(URI.create(server.url() + "/twilio/")))) {
            assertThat(other.verify(Given.SETTINGS)).isInstanceOfSatisfying(Verification.Works.class,
                    works -> assertThat(works.says()).contains("trial"));
            assertThat(server.requests().peek())
                    .startsWith("GET /twilio/2010-04-01/Accounts/" + Given.ACCOUNT + ".json HTTP/1.1");
        }
    }

    @Test
    void descriptor_describesWhatASettingIsAndWhereItIsFound() {
        assertThat(provider.descriptor().settings()).extracting("key")
                .containsExactly("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER",
                        "TWILIO_NEXT_AUTH_TOKEN");
        assertThat(provider.descriptor().settings()).filteredOn(field -> !field.required()).extracting("key")
                .containsExactly("TWILIO_NEXT_AUTH_TOKEN");
        assertThat(provider.descriptor().settings()).filteredOn(field -> field.secret()).extracting("key")
                .containsExactly("TWILIO_AUTH_TOKEN", "TWILIO_NEXT_AUTH_TOKEN");
        assertThat(provider.descriptor().setUpSteps()).anyMatch(step -> step.contains("{callbackUrl}"));
        assertThat(Given.SETTINGS.problems(provider.descriptor())).isEmpty();
    }

    private SendOutcome send(String to) {
        return provider.send(Given.reportingTo(receiver.url(), Given.message(to)));
    }

    private static String accepted(SendOutcome outcome) {
        assertThat(outcome).isInstanceOf(Accepted.class);
        return ((Accepted) outcome).reference();
    }

    private List<Report> reports(int count) throws InterruptedException {
        return receiver.next(count).stream()
                .map(callback -> provider.readCallback(callback, Given.SETTINGS))
                .flatMap(outcome -> ((CallbackOutcome.Reports) outcome).reports().stream())
                .toList();
    }
}
