package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.Content;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.LookUpOutcome.Found;
import io.tidings.domain.provider.LookUpOutcome.Refused;
import io.tidings.domain.provider.LookUpOutcome.Unanswered;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.twilio.simulator.SimulatorSettings;
import io.tidings.twilio.simulator.TwilioSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LookUpTest {

    private static final String TO = "+919900009999";
    private static final Content HELLO = Content.of("Hello ");
    private static final JsonObject TEMPLATE = JsonObject.of(Map.of("ContentSid",
            "HX0123456789abcdef0123456789abcdef"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Given.NOW);
    private TwilioSimulator simulator;
    private TwilioWhatsApp provider;

    @BeforeEach
    void start() {
        simulator = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofMillis(1)),
                (InstantSource) now::get);
        provider = new TwilioWhatsApp(Given.patient(simulator.url()));
    }

    @AfterEach
    void stop() {
        provider.close();
        simulator.close();
    }

    @Test
    void messageWithoutCallbacks_isFollowedByItsReference() {
        String sid = send("+919900000005", "Hello");

        Report report = Eventually.answer(() -> found(byReference(sid)).getFirst(),
                answer -> answer.status() == ReportedStatus.SEEN);

        assertThat(report.reference()).isEqualTo(sid);
        assertThat(report.word()).isEqualTo("read");
        assertThat(report.raw()).containsEntry("sid", sid).containsKey("date_sent").doesNotContainKey("price");
    }

    @Test
    void failedMessage_isFoundWithItsReason() {
        String sid = send("+919900003016", "Hello");

        Report report = Eventually.answer(() -> found(byReference(sid)).getFirst(),
                answer -> answer.status() == ReportedStatus.FAILED);

        assertThat(report.fault().orElseThrow().code()).isEqualTo("63016");
    }

    @Test
    void messageOfWhichItIsNotKnownWhatItSaid_isAnyToThatPerson() {
        String sid = send(TO, "Nobody knows this text");

        assertThat(found(byImprint(TO, HELLO, TEMPLATE))).extracting(Report::reference).containsExactly(sid);
    }

    @Test
    void unknownReference_isFoundToBeNone() {
        assertThat(found(byReference(Given.SID))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SM1", "../Accounts", "SM0123456789abcdef0123456789abcdef/../x"})
    void referenceOfAnotherForm_isRefusedWithoutARequest(String reference) {
        assertThat(byReference(reference)).isInstanceOf(Refused.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void messageBehindAnUncertainAnswer_isFoundByItsImprint() {
        assertThat(provider.send(request("+919900000501", "Hello"))).isInstanceOf(SendOutcome.Uncertain.class);

        List<Report> reports = Eventually.answer(() -> found(byImprint("+919900000501", HELLO, JsonObject.EMPTY)),
                found -> !found.isEmpty());

        assertThat(reports).extracting(Report::reference)
                .containsExactly(simulator.messages("+919900000501").getFirst().sid());
    }

    @Test
    void messageThatWaitsInTwiliosQueue_isFoundByItsImprint() {
        try (var slow = new TwilioSimulator(SimulatorSettings.DEFAULT.withPace(Duration.ZERO, Duration.ofHours(1)),
                (InstantSource) now::get); var other = new TwilioWhatsApp(Given.patient(slow.url()))) {
            other.send(request("+919900000501", "Hello"));

            assertThat(found(other.lookUp(question("+919900000501", HELLO, JsonObject.EMPTY))))
                    .extracting(Report::word).containsExactly("queued");
        }
    }

    @Test
    void requestThatLeftNoMessage_isFoundToBeNone() {
        assertThat(provider.send(request("+919900000500", "Hello"))).isInstanceOf(SendOutcome.Uncertain.class);

        assertThat(found(byImprint("+919900000500", HELLO, JsonObject.EMPTY))).isEmpty();
    }

    @Test
    void messageWithOtherText_isAnother() {
        sentAndListed("Goodbye");

        assertThat(found(byImprint(TO, HELLO, JsonObject.EMPTY))).isEmpty();
    }

    @Test
    void textOfTrialAccount_isTheSameText() {
        sentAndListed("Sent from your Twilio trial account - Hello");

        assertThat(found(byImprint(TO, HELLO, JsonObject.EMPTY))).hasSize(1);
    }

    @Test
    void template_isFoundWhateverTextTwilioShows() {
        sentAndListed("The rendered text of the template");

        assertThat(found(byImprint(TO, HELLO, TEMPLATE))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,1", "60,1", "61,0"})
    void windowOfTime_isKeptToTheSecondThatTwilioShows(long secondsAfterFrom, int expected) {
        now.set(Given.NOW.plusSeconds(secondsAfterFrom));
        sentAndListed("Hello");

        assertThat(found(byImprint(TO, HELLO, JsonObject.EMPTY))).hasSize(expected);
    }

    @Test
    void messagesToOthersAndFromOthers_areOthers() {
        sentAndListed("Hello");

        assertThat(found(byImprint("+919900008888", HELLO, JsonObject.EMPTY))).isEmpty();
        assertThat(found(byImprint(TO, HELLO, JsonObject.of(Map.of("From", "+15005550006"))))).isEmpty();
        assertThat(found(byImprint(TO, HELLO, JsonObject.of(Map.of("MessagingServiceSid", "MG1"))))).isEmpty();
    }

    @Test
    void allPagesInTheWindow_areRead() {
        for (int i = 0; i < 120; i++) {
            send(TO, "Hello");
        }
        Eventually.answer(() -> simulator.messages(TO),
                messages -> messages.stream().noneMatch(message -> message.status().equals("queued")));

        assertThat(found(byImprint(TO, HELLO, JsonObject.EMPTY))).hasSize(120);
        assertThat(simulator.requests()).filteredOn(request -> request.method().equals("GET")).hasSize(3);
    }

    @Test
    void pagesBeforeTheWindow_areNotRead() {
        now.set(Given.NOW.minusSeconds(3600));
        for (int i = 0; i < 60; i++) {
            send(TO, "Hello");
        }
        Eventually.answer(() -> simulator.messages(TO),
                messages -> messages.stream().noneMatch(message -> message.status().equals("queued")));

        assertThat(found(byImprint(TO, HELLO, JsonObject.EMPTY))).isEmpty();
        assertThat(simulator.requests()).filteredOn(request -> request.method().equals("GET")).hasSize(1);
    }

    @Test
    void endlessList_isRefused() throws Exception {
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer("200 OK", "application/json",
                    "{\"messages\":[],\"next_page_uri\":\"/2010-04-01/more.json?Page=1\"}");
        }); var other = new TwilioWhatsApp(Given.patient(server.url()))) {
            assertThat(other.lookUp(question(TO, HELLO, JsonObject.EMPTY))).isInstanceOf(Refused.class);
            assertThat(server.requests()).hasSizeLessThan(20);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500 Oops | <html/> | true", "429 Slow | {} | true", "408 Late | {} | true",
        "200 OK | {} | true", "200 OK | <html/> | true", "302 Found | x | true",
        "401 No | {\"code\":20003} | false", "403 No | <html/> | false", "400 Bad | {} | false"})
    void refusalAndSilence_areDistinguished(String status, String body, boolean laterPerhaps) throws Exception {
        try (var server = new RawServer(connection -> {
            connection.readRequest();
            connection.answer(status, "application/json", body);
        }); var other = new TwilioWhatsApp(Given.patient(server.url()))) {
            Class<? extends LookUpOutcome> expected = laterPerhaps ? Unanswered.class : Refused.class;
            assertThat(other.lookUp(new LookUp.ByReference(Given.SETTINGS, Given.SID))).isInstanceOf(expected);
            assertThat(other.lookUp(question(TO, HELLO, JsonObject.EMPTY))).isInstanceOf(expected);
        }
    }

    @Test
    void questionThatCannotBeAsked_isRefusedWithoutARequest() {
        assertThat(provider.lookUp(new LookUp.ByImprint(Given.SETTINGS, new Imprint(new Address("nobody"), Map.of()),
                Given.NOW, Given.NOW))).isInstanceOf(Refused.class);
        assertThat(provider.lookUp(new LookUp.ByReference(ProviderSettings.NONE, Given.SID)))
                .isInstanceOf(Refused.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void messageOfAnotherAccount_isNotTakenForMissing() {
        var moved = Given.SETTINGS.with(ProviderSettings.of(Map.of("TWILIO_ACCOUNT_SID",
                "AC0123456789abcdef0123456789abcdef", "TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef")));
        Imprint imprint = imprint(request(TO, "Hello"));

        LookUpOutcome answer = provider.lookUp(new LookUp.ByImprint(moved, imprint, Given.NOW, Given.NOW));

        assertThat(answer).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fault().code()).isEqualTo("other_account"));
        assertThat(simulator.requests()).isEmpty();
    }

    private void sentAndListed(String text) {
        String sid = send(TO, text);
        Eventually.answer(() -> found(byReference(sid)).getFirst().word(), word -> !word.equals("queued"));
    }

    private String send(String to, String text) {
        return ((SendOutcome.Accepted) provider.send(request(to, text))).reference();
    }

    private static SendRequest request(String to, String text) {
        return Given.message(to, JsonObject.of(Map.of("Body", text)));
    }

    private LookUpOutcome byReference(String reference) {
        return provider.lookUp(new LookUp.ByReference(Given.SETTINGS, reference));
    }

    private LookUpOutcome byImprint(String to, Content content, JsonObject overrides) {
        return provider.lookUp(question(to, content, overrides));
    }

    private static LookUp question(String to, Content content, JsonObject overrides) {
        var request = new SendRequest("attempt-1", Given.SETTINGS, Given.profile(to), content, overrides,
                Optional.empty());
        return new LookUp.ByImprint(Given.SETTINGS, imprint(request), Given.NOW, Given.NOW.plusSeconds(60));
    }

    private static Imprint imprint(SendRequest request) {
        try (var unconnected = new TwilioWhatsApp(TwilioSettings.DEFAULT)) {
            return ((Prepared.Message) unconnected.prepare(request)).imprint().orElseThrow();
        }
    }

    private static List<Report> found(LookUpOutcome outcome) {
        assertThat(outcome).isInstanceOf(Found.class);
        return ((Found) outcome).reports();
    }
}
