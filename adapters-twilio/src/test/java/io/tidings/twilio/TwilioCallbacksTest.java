package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackOutcome.Forged;
import io.tidings.domain.provider.CallbackOutcome.Ignored;
import io.tidings.domain.provider.CallbackOutcome.Reports;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.CallbackAnswer;
import io.tidings.domain.provider.InboundMessage;
import java.util.Optional;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioCallbacksTest {

    private static final String URL = "https://tidings.example.com/api/v1/apps/k/webhook/twilio_whatsapp?delivery=1-a";

    @ParameterizedTest
    @CsvSource({"queued,SENT", "accepted,SENT", "scheduled,SENT", "sending,SENT", "sent,SENT", "delivered,DELIVERED",
        "read,SEEN", "partially_delivered,UNKNOWN", "something_new,UNKNOWN"})
    void status_isReported(String word, ReportedStatus status) {
        Report report = report(form("MessageStatus", word));

        assertThat(report.reference()).isEqualTo(Given.SID);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.word()).isEqualTo(word);
        assertThat(report.raw()).containsEntry("MessageStatus", word).containsEntry("NewField", "of tomorrow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "undelivered", "canceled"})
    void failure_isExplainedByItsCode(String word) {
        Report report = report(form("MessageStatus", word, "ErrorCode", "63016"));

        assertThat(report.status()).isEqualTo(ReportedStatus.FAILED);
        assertThat(report.fault().orElseThrow().kind()).isEqualTo(FaultKind.WINDOW_CLOSED);
        assertThat(report.fault().orElseThrow().explanation()).contains("24 hours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "none", "\u0001", "99999999999999999999"})
    void failureWithoutCode_isExplainedByItsWord(String code) {
        Report report = report(form("MessageStatus", "undelivered", "ErrorCode", code));

        assertThat(report.fault().orElseThrow().code()).isEqualTo("undelivered");
        assertThat(report.fault().orElseThrow().kind()).isEqualTo(FaultKind.UNKNOWN);
        assertThat(report.fault().orElseThrow().explanation()).contains("undelivered");
    }

    @Test
    void failureWithUnknownCode_isExplainedInTheChannelsWords() {
        Report report = report(form("MessageStatus", "failed", "ErrorCode", "63999",
                "ErrorMessage", "Channel error", "ChannelStatusMessage", "Nobody at +919900001234"));

        assertThat(report.fault().orElseThrow().explanation()).isEqualTo("Twilio says: Nobody at +91********34");
        assertThat(report.fault().orElseThrow().link()).isPresent();
    }

    @Test
    void messageFromAPerson_isHandedOnAndNeverPrinted() {
        Map<String, String> inbound = form("SmsStatus", "received", "Body", "My secret", "From",
                "whatsapp:+919900001234", "To", "whatsapp:+14155238886");
        inbound.remove("MessageStatus");

        CallbackOutcome outcome = read(inbound);

        assertThat(outcome).isEqualTo(new CallbackOutcome.Received(
                new InboundMessage(Given.SID, new Address("+919900001234"), new Address("+14155238886"),
                        Optional.of("My secret")),
                new CallbackAnswer("text/xml", "<Response/>")));
        assertThat(outcome.toString()).doesNotContain("secret", "919900001234");
    }

    @Test
    void messageFromAPersonThatNamesNobodyOnWhatsApp_isIgnored() {
        for (String from : List.of("", "+919900001234", "whatsapp:", "whatsapp:two words")) {
            Map<String, String> inbound = form("SmsStatus", "received", "Body", "STOP", "From", from, "To",
                    "whatsapp:+14155238886");
            inbound.remove("MessageStatus");
            assertThat(read(inbound)).as(from).isInstanceOf(Ignored.class);
        }
    }

    @Test
    void formWithoutStatusIdentifierOrAccount_isIgnored() {
        for (List<String> missing : List.of(List.of("MessageStatus", "SmsStatus"), List.of("MessageSid", "SmsSid"),
                List.of("AccountSid"))) {
            Map<String, String> form = form();
            form.keySet().removeAll(missing);
            assertThat(read(form)).as("without %s", missing).isInstanceOf(Ignored.class);
        }
        assertThat(read(form("MessageSid", "../../etc"))).isInstanceOf(Ignored.class);
        assertThat(read(Map.of())).isInstanceOf(Ignored.class);
    }

    @Test
    void proofByAnotherToken_isForged() {
        String signature = TwilioSignature.of("00000000000000000000000000000000", URL, form());

        assertThat(read(URL, form(), signature, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void phoneNumbers_areMaskedInTheRawForm() {
        Report report = report(form("To", "whatsapp:+919988776655", "From", "+14155238886",
                "ChannelToAddress", "+91998877XXXX"));

        assertThat(report.raw()).containsEntry("To", "whatsapp:+91********55").containsEntry("From", "+14*******86")
                .containsEntry("ChannelToAddress", "+91****77XXXX")
                .containsEntry("MessageSid", report.reference());
    }

    @Test
    void proofByTheNextToken_isBelievedWhileTheTokenIsChanged() {
        String next = "f".repeat(32);
        ProviderSettings changing = Given.SETTINGS
                .with(ProviderSettings.of(Map.of(TwilioDescriptor.NEXT_AUTH_TOKEN, next)));
        String signature = TwilioSignature.of(next, URL, form());

        assertThat(read(URL, form(), signature, changing)).isInstanceOf(Reports.class);
        assertThat(read(URL, form(), signature, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void proofOfAnotherForm_isForged() {
        String signature = TwilioSignature.of(Given.TOKEN, URL, form());

        assertThat(read(URL, form("MessageStatus", "read"), signature, Given.SETTINGS)).isInstanceOf(Forged.class);
        assertThat(read(URL, form("Added", "by somebody"), signature, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void proofOfAnotherUrl_isForged() {
        String signature = TwilioSignature.of(Given.TOKEN, URL.replace("1-a", "2-b"), form());

        assertThat(read(URL, form(), signature, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void missingOrEmptyProof_isForged() {
        assertThat(read(URL, form(), "", Given.SETTINGS)).isInstanceOf(Forged.class);
        var bare = new CallbackRequest("POST", URI.create(URL), Map.of(), body(form()));
        assertThat(TwilioCallbacks.read(bare, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void settingsThatCanProveNothing_makeEverythingForged() {
        String signature = TwilioSignature.of(Given.TOKEN, URL, form());

        for (String missing : List.of("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID")) {
            var values = new LinkedHashMap<>(Given.SETTINGS.reveal());
            values.remove(missing);
            assertThat(read(URL, form(), signature, ProviderSettings.of(values))).isInstanceOf(Forged.class);
        }
    }

    @Test
    void reportOnAnotherAccount_isForgedThoughProven() {
        assertThat(read(form("AccountSid", "AC99999999999999999999999999999999"))).isInstanceOf(Forged.class);
    }

    @Test
    void forgery_isExplainedWithoutTheTokenAndTheNumber() {
        assertThat(((Forged) read(URL, form(), "no", Given.SETTINGS)).why())
                .doesNotContain(Given.TOKEN).doesNotContain("9900009999");
    }

    @Test
    void callbackByGet_isProvenByItsQuery() {
        var get = new Request(HttpMethod.GET, "https://tidings.example.com/cb");
        form().forEach(get::addQueryParam);
        String url = get.constructURL().toString();
        var request = new CallbackRequest("GET", URI.create(url),
                Map.of("x-twilio-signature", List.of(TwilioSignature.of(Given.TOKEN, url, Map.of()))), new byte[0]);

        assertThat(TwilioCallbacks.read(request, Given.SETTINGS)).isInstanceOf(Reports.class);
        var unsigned = new CallbackRequest("GET", URI.create(url), Map.of(), new byte[0]);
        assertThat(TwilioCallbacks.read(unsigned, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @Test
    void repeatedField_isProvenByItsDistinctSortedValues() {
        byte[] body = "Z=b&Z=a&Z=b".getBytes(StandardCharsets.UTF_8);

        assertThat(TwilioCallbacks.read(signed(URL, body, URL + "ZaZb"), Given.SETTINGS))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void strangeText_isKept() {
        Report report = report(form("ProfileName", "Zoë 🎉\u0000\u001b[31m"));

        assertThat(report.raw()).containsEntry("ProfileName", "Zoë 🎉\uFFFD\u001b[31m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz=1", "=&=&", "a=%E2%82", "{\"json\":true}", "&&&", "a=b=c"})
    void malformedForm_isNoFailure(String body) {
        var forged = new CallbackRequest("POST", URI.create(URL), Map.of("X-Twilio-Signature", List.of("x")),
                body.getBytes(StandardCharsets.UTF_8));

        assertThat(TwilioCallbacks.read(forged, Given.SETTINGS)).isInstanceOf(Forged.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://mycompany.com/myapp.php?foo=1&bar=2 | RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php | 1xaxFBvyzXYvWplzNOSs28HWO94=",
        "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue | er2tvAP1Wx+iuTTE2BPgvEaN1cs=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2 | 0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2 | kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com:1234/myapp.php?foo=1&bar=2 | Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        "https://user:secret@mycompany.com/myapp.php?foo=1&bar=2#rc=5 | RSOYDt4T1cUTdK1PDd93/VVr8B8="})
    void publishedVector_isProven(String url, String signature) {
        var fields = Map.of("Digits", List.of("1234"), "CallSid", List.of("CA1234567890ABCDE"),
                "To", List.of("+18005551212"), "Caller", List.of("+14158675309"), "From", List.of("+14158675309"));

        assertThat(CallbackSignature.proves(signature, URI.create(url), fields, "12345")).isTrue();
        assertThat(CallbackSignature.proves(signature, URI.create(url), fields, "12346")).isFalse();
    }

    @Test
    void publishedVectorsOfOddForms_areProven() {
        URI url = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");

        assertThat(CallbackSignature.proves("zYQTYrRWXE7LtzbG4PfP7/bkkGo=", url, Map.of(), "12345")).isTrue();
        assertThat(CallbackSignature.proves("jDK7WKT8wiNrwggd4ceTv4e1MJ4=", url, Map.of("callSid",
                List.of("lowercase"), "CallSid", List.of("uppercase"), "CALLSID", List.of("allcaps")), "12345"))
                .isTrue();
        assertThat(CallbackSignature.proves("dCPiR4WtQ6QFN6pJh81CtlCcWLQ=", url, Map.of("Message",
                List.of("Hello & goodbye! @#$%^*()"), "From", List.of("+1 (415) 867-5309"), "Special",
                List.of("unicode: ñáéíóú")), "12345")).isTrue();
    }

    private static Report report(Map<String, String> form) {
        return ((Reports) read(form)).reports().getFirst();
    }

    private static CallbackOutcome read(Map<String, String> form) {
        return read(URL, form, TwilioSignature.of(Given.TOKEN, URL, form), Given.SETTINGS);
    }

    private static CallbackOutcome read(String url, Map<String, String> form, String signature,
            ProviderSettings settings) {
        return TwilioCallbacks.read(new CallbackRequest("POST", URI.create(url),
                Map.of("X-Twilio-Signature", List.of(signature)), body(form)), settings);
    }

    private static CallbackRequest signed(String url, byte[] body, String signed) {
        return new CallbackRequest("POST", URI.create(url),
                Map.of("X-Twilio-Signature", List.of(TwilioSignature.of(Given.TOKEN, signed, Map.of()))), body);
    }

    private static byte[] body(Map<String, String> form) {
        var request = new Request(HttpMethod.POST, "https://example.com");
        form.forEach(request::addPostParam);
        return request.encodeFormBody().getBytes(StandardCharsets.UTF_8);
    }

    /** As captured from Twilio, with a field that nobody knows. */
    private static Map<String, String> form(String... more) {
        var form = new LinkedHashMap<>(Map.of("EventType", "DELIVERED", "SmsSid", Given.SID, "SmsStatus", "delivered",
                "MessageStatus", "delivered", "To", "whatsapp:+919900009999", "ChannelPrefix", "whatsapp",
                "AccountSid", Given.ACCOUNT, "From", "whatsapp:" + Given.FROM, "NewField", "of tomorrow"));
        form.put("MessageSid", Given.SID);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }
}
