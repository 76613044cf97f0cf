package io.tidings.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.content.Content;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.provider.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormTest {

    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcdef";
    private static final Content HELLO = Content.of("Hello");

    @Test
    void pictureAlone_replacesATemplateAndNoText() {
        assertThat(MessageForm.replacesText(Map.of("MediaUrl", "https://example.com/a.png"))).isFalse();
        assertThat(MessageForm.replacesContent(Map.of("MediaUrl", "https://example.com/a.png"))).isTrue();
        for (String field : new String[]{"Body", "ContentSid"}) {
            assertThat(MessageForm.replacesText(Map.of(field, "x"))).isTrue();
            assertThat(MessageForm.replacesContent(Map.of(field, "x"))).isTrue();
        }
    }

    @Test
    void withoutOverrides_itSaysTheTextToThePersonFromTheSender() {
        assertThat(form(Map.of())).isEqualTo(Map.of("To", List.of("whatsapp:+919900009999"),
                "From", List.of("whatsapp:" + Given.FROM), "Body", List.of("Hello")));
    }

    @Test
    void callback_asksTwilioToTryAgain() {
        var form = MessageForm.of(Given.SETTINGS, Given.profile("+919900009999"), HELLO, JsonObject.EMPTY,
                Optional.of(URI.create("https://tidings.example.com/cb?delivery=1")));

        assertThat(complete(form).fields()).containsEntry("StatusCallback",
                List.of("https://tidings.example.com/cb?delivery=1#rc=5&rp=all"));
    }

    @Test
    void callbackOfTheOverride_wins() {
        var form = MessageForm.of(Given.SETTINGS, Given.profile("+919900009999"), HELLO,
                JsonObject.of(Map.of("StatusCallback", "https://other.example.com/cb")),
                Optional.of(URI.create("https://tidings.example.com/cb")));

        assertThat(complete(form).fields()).containsEntry("StatusCallback", List.of("https://other.example.com/cb"));
    }

    @Test
    void override_takesAnyKeyAndWins() {
        assertThat(form(Map.of("Body", "Bye", "RiskCheck", "disable", "NotInventedYet", true, "ValidityPeriod", 600,
                "MaxPrice", new BigDecimal("0.50"))))
                .containsEntry("Body", List.of("Bye"))
                .containsEntry("RiskCheck", List.of("disable"))
                .containsEntry("NotInventedYet", List.of("true"))
                .containsEntry("ValidityPeriod", List.of("600"))
                .containsEntry("MaxPrice", List.of("0.50"));
    }

    @Test
    void hugeExponent_takesNoMemory() {
        assertThat(form(Map.of("MaxPrice", new BigDecimal("1E+999999999"))))
                .containsEntry("MaxPrice", List.of("1E+999999999"));
    }

    @Test
    void array_repeatsItsField() {
        assertThat(form(Map.of("PersistentAction", Arrays.asList("a", null, 2, Map.of("b", 3), List.of(4)))))
                .containsEntry("PersistentAction", List.of("a", "2", "{\"b\":3}", "[4]"));
    }

    @Test
    void object_becomesItsJsonText() {
        assertThat(form(Map.of("ContentSid", TEMPLATE, "ContentVariables", Map.of("1", "Zoë \"🎉\""))))
                .containsEntry("ContentVariables", List.of("{\"1\":\"Zoë \\\"🎉\\\"\"}"));
    }

    @Test
    void nullAndEmptyArray_takeTheFieldAway() {
        var overrides = new LinkedHashMap<String, Object>();
        overrides.put("Body", null);
        overrides.put("MediaUrl", "https://example.com/a.png");
        overrides.put("Tags", List.of());

        assertThat(form(overrides)).doesNotContainKeys("Body", "Tags");
    }

    @Test
    void theTextNull_staysAText() {
        assertThat(form(Map.of("Body", "null"))).containsEntry("Body", List.of("null"));
    }

    @Test
    void template_goesWithoutText() {
        assertThat(form(Map.of("ContentSid", TEMPLATE))).doesNotContainKey("Body");
    }

    @Test
    void media_goesWithTheTextAsItsCaption() {
        assertThat(form(Map.of("MediaUrl", List.of("https://example.com/a.png"))))
                .containsEntry("Body", List.of("Hello"));
    }

    @Test
    void messagingService_choosesTheSender() {
        var form = complete(of(Map.of("MessagingServiceSid", "MG1")));

        assertThat(form.fields()).doesNotContainKey("From");
        assertThat(form.senderOverridden()).isTrue();
        assertThat(form(Map.of("MessagingServiceSid", "MG1", "From", "+15005550006")))
                .containsEntry("From", List.of("whatsapp:+15005550006"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp:+15005550006", "WhatsApp:+15005550006", "whatsapp:US.ABC123XYZ"})
    void completeAddresses_stayAsTheyAre(String address) {
        assertThat(form(Map.of("To", address, "From", address)))
                .containsEntry("To", List.of(address)).containsEntry("From", List.of(address));
    }

    @Test
    void senderOfTheSettings_mayHaveThePrefix() {
        var settings = Given.SETTINGS.with(ProviderSettings.of(
                Map.of("TWILIO_FROM_NUMBER", "whatsapp:+14155238886")));

        assertThat(complete(MessageForm.of(settings, Given.profile("+919900009999"), HELLO, JsonObject.EMPTY,
                Optional.empty())).fields()).containsEntry("From", List.of("whatsapp:+14155238886"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(457)-746-846", "919988776655", "+91 9988776655", "whatsapp:+919988776655", ""})
    void phoneNumberOfAnotherForm_isRefusedWithTheRightForm(String number) {
        assertThat(lacking(of(Given.profile(number), HELLO, Map.of())))
                .contains("phoneNumber is not a number in the form +919988776655");
    }

    @Test
    void profileWithoutPhoneNumber_isRefused() {
        assertThat(lacking(of(Given.profile(JsonObject.EMPTY), HELLO, Map.of()))).contains("has no phoneNumber");
        assertThat(lacking(of(Given.profile(JsonObject.of(Map.of("phoneNumber", 919_988_776_655L))), HELLO, Map.of())))
                .contains("must be text");
        assertThat(lacking(of(Given.profile(JsonObject.of(Map.of("phoneNumber", 919988776655L))), HELLO, Map.of())))
                .contains("phoneNumber");
    }

    @Test
    void recipientOfTheOverride_needsNoPhoneNumber() {
        assertThat(complete(of(Given.profile(JsonObject.EMPTY), HELLO, Map.of("To", "whatsapp:US.ABC123XYZ"))).fields())
                .containsEntry("To", List.of("whatsapp:US.ABC123XYZ"));
        assertThat(lacking(of(Map.of("To", " ")))).contains("override's To is empty");
    }

    @Test
    void nothingToSay_isRefused() {
        var silent = new Content(Optional.of(" "), Optional.empty(), Optional.empty(), Optional.empty());

        MessageForm form = of(Given.profile("+919900009999"), silent, Map.of());

        assertThat(lacking(form)).contains("nothing to say");
        assertThat(((MessageForm.Lacking) form).fault().kind()).isEqualTo(FaultKind.CONTENT);
        assertThat(of(Given.profile("+919900009999"), silent, Map.of("ContentSid", TEMPLATE)))
                .isInstanceOf(MessageForm.Complete.class);
    }

    @Test
    void templateOfTheContent_goesWithItsVariablesAndWithoutAText() {
        assertThat(templated(Map.of())).containsEntry("ContentSid", List.of(TEMPLATE))
                .containsEntry("ContentVariables", List.of("{\"1\":\"10:00\"}"))
                .doesNotContainKey("Body");
        assertThat(complete(of(Given.profile("+919900009999"),
                HELLO.by(new ApprovedContent(TEMPLATE, Map.of())), Map.of())).fields())
                .containsEntry("ContentSid", List.of(TEMPLATE)).doesNotContainKey("ContentVariables");
    }

    @Test
    void override_goesBeforeTheTemplateOfTheContent() {
        String other = "HXffffffffffffffffffffffffffffffff";
        assertThat(templated(Map.of("ContentSid", other))).containsEntry("ContentSid", List.of(other))
                .doesNotContainKey("ContentVariables");
        assertThat(templated(Map.of("Body", "Words"))).containsEntry("Body", List.of("Words"))
                .doesNotContainKeys("ContentSid", "ContentVariables");
        assertThat(templated(Map.of("MediaUrl", "https://example.com/a.png")))
                .doesNotContainKeys("ContentSid", "ContentVariables");
        assertThat(templated(Map.of("ContentVariables", Map.of("1", "11:00"))))
                .containsEntry("ContentSid", List.of(TEMPLATE))
                .containsEntry("ContentVariables", List.of("{\"1\":\"11:00\"}"));
    }

    @Test
    void parties_areKnownWhateverIsSaid() {
        var parties = new Parties(new Address("+919900009999"), Optional.of(new Address(Given.FROM)));

        for (JsonObject overrides : List.of(JsonObject.EMPTY, new JsonObject(Collections.singletonMap("Body", null)))) {
            assertThat(MessageForm.parties(Given.SETTINGS, Given.profile("+919900009999"), overrides))
                    .as("with %s", overrides).contains(parties);
        }
    }

    private static Map<String, List<String>> templated(Map<String, ?> overrides) {
        return complete(of(Given.profile("+919900009999"),
                HELLO.by(new ApprovedContent(TEMPLATE, Map.of("1", "10:00"))), overrides)).fields();
    }

    private static Map<String, List<String>> form(Map<String, ?> overrides) {
        return complete(of(overrides)).fields();
    }

    private static MessageForm of(Map<String, ?> overrides) {
        return of(Given.profile("+919900009999"), HELLO, overrides);
    }

    private static MessageForm of(UserProfile profile, Content content, Map<String, ?> overrides) {
        return MessageForm.of(Given.SETTINGS, profile, content, JsonObject.of(overrides), Optional.empty());
    }

    private static MessageForm.Complete complete(MessageForm form) {
        return (MessageForm.Complete) form;
    }

    private static String lacking(MessageForm form) {
        return ((MessageForm.Lacking) form).fault().explanation();
    }
}
