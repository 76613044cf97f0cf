package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendOutcome.Accepted;
import io.tidings.domain.provider.SendOutcome.Deferred;
import io.tidings.domain.provider.SendOutcome.Refused;
import io.tidings.domain.provider.SendOutcome.Uncertain;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer that Twilio may give to a message, and what it means for the delivery. */
class SendOutcomesTest {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void identifier_isAccepted(int status) {
        assertThat(outcome(status, "{\"sid\":\"" + Given.SID + "\",\"status\":\"queued\"}"))
                .isEqualTo(new Accepted(Given.SID));
    }

    @Test
    void identifierOfMediaMessage_isAccepted() {
        String sid = "MM" + Given.SID.substring(2);

        assertThat(outcome(201, "{\"sid\":\"" + sid + "\"}")).isEqualTo(new Accepted(sid));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 204, 301, 304, 408, 500, 502, 503, 504, 599})
    void answerThatProvesNothing_isUncertainAndExplained(int status) {
        for (String body : new String[]{"", "<html/>", "{\"code\":20503,\"message\":\"Unavailable\"}"}) {
            assertThat(outcome(status, body)).isInstanceOfSatisfying(Uncertain.class,
                    uncertain -> assertThat(uncertain.fault().explanation()).contains("may have taken"));
        }
    }

    @ParameterizedTest
    @CsvSource({"401,20003", "401,21211", "401,99999", "403,20403", "403,99999", "404,20404", "400,63007", "400,21606"})
    void settingsThatNobodyCanSendWith_deferTheDeliveryForAnOperator(int status, int code) {
        SendOutcome outcome = outcome(status, error(code));

        assertThat(outcome).isInstanceOfSatisfying(Deferred.class, deferred -> {
            assertThat(deferred.fault().kind()).isEqualTo(FaultKind.SETTINGS);
            assertThat(deferred.after()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void credentialsRefusedWithoutCode_deferTheDelivery(int status) {
        assertThat(outcome(status, "<html/>")).isInstanceOfSatisfying(Deferred.class,
                deferred -> assertThat(deferred.fault().kind()).isEqualTo(FaultKind.SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(ints = {21408, 21608, 63015})
    void settingsThatConcernOnePerson_refuseTheDelivery(int code) {
        assertThat(fault(outcome(400, error(code))).kind()).isEqualTo(FaultKind.SETTINGS);
        assertThat(outcome(400, error(code))).isInstanceOf(Refused.class);
    }

    @Test
    void senderChosenByTheCaller_isRefusedAndHoldsNobodyElseUp() {
        assertThat(SendOutcomes.of(answer(400, error(63007)), true)).isInstanceOf(Refused.class);
        assertThat(SendOutcomes.of(answer(401, error(20003)), true)).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @CsvSource({"400,21211,RECIPIENT", "403,21610,RECIPIENT", "400,63016,WINDOW_CLOSED", "404,21655,CONTENT",
        "400,99999,UNKNOWN", "422,12345,UNKNOWN"})
    void otherRefusals_areFinal(int status, int code, FaultKind kind) {
        assertThat(outcome(status, error(code))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fault().kind()).isEqualTo(kind);
            assertThat(refused.fault().link().orElseThrow()).hasToString(
                    "https://www.twilio.com/docs/api/errors/" + code);
        });
    }

    @Test
    void refusalWithoutCode_isFinalAndExplained() {
        ProviderFault fault = fault(outcome(400, "{\"message\":\"No to +919900001234\"}"));

        assertThat(fault.code()).isEqualTo("http_400");
        assertThat(fault.explanation()).contains("No to +91********34");
    }

    @Test
    void unknownCode_isExplainedInTwiliosWordsWithoutTheNumber() {
        ProviderFault fault = fault(outcome(400, "{\"code\":99999,\"message\":\"Bad\\n +919900001234\\u0000\"}"));

        assertThat(fault.explanation()).isEqualTo("Twilio says: Bad +91********34");
    }

    @ParameterizedTest
    @CsvSource({"20429,RETRY", "63038,HOLD", "99999,RETRY", "21211,RETRY"})
    void tooManyRequests_areDeferredWhateverTheCode(int code, FaultKind kind) {
        assertThat(outcome(429, error(code))).isInstanceOfSatisfying(Deferred.class,
                deferred -> assertThat(deferred.fault().kind()).isEqualTo(kind));
        assertThat(outcome(429, "")).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @CsvSource({"21611,HOLD", "63018,HOLD", "30500,RETRY"})
    void refusalThatPasses_isDeferred(int code, FaultKind kind) {
        assertThat(outcome(400, error(code))).isInstanceOfSatisfying(Deferred.class,
                deferred -> assertThat(deferred.fault().kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', value = {"0 | - | PT0S", "7 | - | PT7S", "' 7 ' | - | PT7S",
        "90000 | - | PT24H", "99999999999999999999999 | - | PT24H", "-1 | - | -", "soon | - | -", "1.5 | - | -",
        "Mon, 23 Nov 2026 10:00:30 GMT | Mon, 23 Nov 2026 10:00:00 GMT | PT30S",
        "Mon, 23 Nov 2026 10:00:30 GMT | - | -",
        "Mon, 23 Nov 2026 09:00:00 GMT | Mon, 23 Nov 2026 10:00:00 GMT | -",
        "Mon, 30 Nov 2026 10:00:00 GMT | Mon, 23 Nov 2026 10:00:00 GMT | PT24H"})
    void retryAfter_isHonouredUpToADay(String asked, String date, Duration expected) {
        var answer = new Answer.Given(429, "", Optional.of(asked), Optional.ofNullable(date));

        assertThat(SendOutcomes.of(answer, false)).isInstanceOfSatisfying(Deferred.class,
                deferred -> assertThat(deferred.after()).isEqualTo(Optional.ofNullable(expected)));
    }

    private static SendOutcome outcome(int status, String body) {
        return SendOutcomes.of(answer(status, body), false);
    }

    private static Answer.Given answer(int status, String body) {
        return new Answer.Given(status, body, Optional.empty(), Optional.empty());
    }

    private static String error(int code) {
        return "{\"code\":" + code + ",\"message\":\"In Twilio's words\",\"status\":400}";
    }

    private static ProviderFault fault(SendOutcome outcome) {
        return switch (outcome) {
            case Accepted accepted -> throw new AssertionError(accepted + " has no fault");
            case Deferred deferred -> deferred.fault();
            case Refused refused -> refused.fault();
            case Uncertain uncertain -> uncertain.fault();
        };
    }
}
