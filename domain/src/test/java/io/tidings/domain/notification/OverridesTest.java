package io.tidings.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Overrides.InvalidOverride;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverridesTest {

    private static final ProviderId OTHER = new ProviderId("other");
    private static final ProviderCatalogue CATALOGUE = new ProviderCatalogue(
            List.of(new ScriptedProvider(), new ScriptedProvider(OTHER, new Channel("sms"))));

    @Test
    void nothing_overridesNothing() {
        assertThat(read(Map.of())).isEqualTo(Overrides.NONE);
        assertThat(read(Map.of("scripted", Map.of(), "channel", Map.of("whatsapp", Map.of()), "channels", List.of())))
                .isEqualTo(Overrides.NONE);
        assertThat(Overrides.NONE.of(ScriptedProvider.ID)).isEqualTo(ProviderOverride.NONE);
    }

    @Test
    void emptyList_overridesNothing_becausePhpWritesEmptyObjectsSo() {
        assertThat(read(Map.of("scripted", Map.of("_config", List.of()), "channel", List.of())))
                .isEqualTo(Overrides.NONE);
        assertThat(read(Map.of("scripted", List.of()))).isEqualTo(Overrides.NONE);
    }

    @Test
    void settings_areToldApartFromTheBody() {
        ProviderOverride read = read(Map.of("scripted", Map.of("contentSid", "HX1", "SCRIPTED_SENDER", "direct",
                "_config", Map.of("SCRIPTED_TOKEN", "nested")))).of(ScriptedProvider.ID);
        assertThat(read.settings()).isEqualTo(settings("SCRIPTED_SENDER", "direct").with(
                settings("SCRIPTED_TOKEN", "nested")));
        assertThat(read.body()).isEqualTo(JsonObject.of(Map.of("contentSid", "HX1")));
    }

    @Test
    void secretOfAnOverride_neverReachesTheBody() {
        Overrides read = read(Map.of(
                "scripted", Map.of("SCRIPTED_TOKEN", "s3cret", "_config", Map.of("SCRIPTED_TOKEN", "s3cret")),
                "channel", Map.of("whatsapp", Map.of("SCRIPTED_TOKEN", "s3cret"))));
        assertThat(read.of(ScriptedProvider.ID).body()).isEqualTo(JsonObject.EMPTY);
        assertThat(read.toString()).doesNotContain("s3cret");
    }

    @Test
    void settingInConfig_winsOverTheSameBesideIt() {
        assertThat(read(Map.of("scripted", Map.of("SCRIPTED_TOKEN", "beside",
                "_config", Map.of("SCRIPTED_TOKEN", "within")))).of(ScriptedProvider.ID).settings())
                .isEqualTo(settings("SCRIPTED_TOKEN", "within"));
    }

    @Test
    void provider_winsOverItsChannelKeyByKey() {
        ProviderOverride read = read(Map.of(
                "channel", Map.of("whatsapp", Map.of("a", "channel", "b", "channel", "SCRIPTED_SENDER", "channel",
                        "_config", Map.of("SCRIPTED_TOKEN", "channel"))),
                "scripted", Map.of("b", "provider", "SCRIPTED_TOKEN", "provider"))).of(ScriptedProvider.ID);
        assertThat(read.body()).isEqualTo(JsonObject.of(Map.of("a", "channel", "b", "provider")));
        assertThat(read.settings()).isEqualTo(settings("SCRIPTED_SENDER", "channel").with(
                settings("SCRIPTED_TOKEN", "provider")));
    }

    @Test
    void overrideOfAChannel_countsForItsProvidersOnly() {
        Overrides read = read(Map.of("channel", Map.of("sms", Map.of("a", 1))));
        assertThat(read.byProvider()).containsOnlyKeys(OTHER);
    }

    @Test
    void providerThatIsNotInstalled_isLeftOut() {
        assertThat(read(Map.of("fcm", Map.of("a", 1), "channel", Map.of("push", Map.of("a", 1)), "sendgrid", "text")))
                .isEqualTo(Overrides.NONE);
    }

    @Test
    void settingThatTheProviderDoesNotKnow_isLeftOutOfConfig() {
        assertThat(read(Map.of("scripted", Map.of("_config", Map.of("UNKNOWN", "x"))))).isEqualTo(Overrides.NONE);
        assertThat(read(Map.of("scripted", Map.of("_config", Map.of("UNKNOWN", true))))).isEqualTo(Overrides.NONE);
    }

    @Test
    void nulls_overrideNoSettingAndPassThroughInTheBody() {
        for (String field : List.of("scripted", "channel", "channels")) {
            assertThat(Overrides.read(new JsonObject(Collections.singletonMap(field, null)), CATALOGUE))
                    .isEqualTo(Overrides.NONE);
        }
        var noSettings = Collections.<String, Object>singletonMap("SCRIPTED_TOKEN", null);
        assertThat(read(Map.of("scripted", noSettings))).isEqualTo(Overrides.NONE);
        assertThat(read(Map.of("scripted", Map.of("_config", noSettings)))).isEqualTo(Overrides.NONE);
        var body = Collections.<String, Object>singletonMap("mediaUrl", null);
        assertThat(read(Map.of("scripted", body)).of(ScriptedProvider.ID).body()).isEqualTo(new JsonObject(body));
    }

    @Test
    void channels_areReadAsASet() {
        assertThat(read(Map.of("channels", List.of("sms", "whatsapp", "sms"))).channels())
                .contains(Set.of(Samples.WHATSAPP, new Channel("sms")));
        assertThat(read(Map.of()).channels()).isEmpty();
    }

    @Test
    void wrongForms_areNamed() {
        assertRefused("scripted", Map.of("scripted", "text"));
        assertRefused("scripted", Map.of("scripted", List.of(1)));
        assertRefused("channel", Map.of("channel", 1));
        assertRefused("channel.whatsapp", Map.of("channel", Map.of("whatsapp", true)));
        assertRefused("scripted._config", Map.of("scripted", Map.of("_config", "text")));
        assertRefused("scripted.SCRIPTED_TOKEN", Map.of("scripted", Map.of("SCRIPTED_TOKEN", 1)));
        assertRefused("scripted._config.SCRIPTED_TOKEN",
                Map.of("scripted", Map.of("_config", Map.of("SCRIPTED_TOKEN", List.of("s3cret")))));
        assertRefused("channel.sms._config", Map.of("channel", Map.of("sms", Map.of("_config", 1))));
        for (Object channels : new Object[]{"whatsapp", Map.of(), List.of(1), List.of("Whats App"),
            Arrays.asList("sms", null)}) {
            assertRefused("channels", Map.of("channels", channels));
        }
    }

    @Test
    void severalWrongForms_areAllNamed() {
        assertThatThrownBy(() -> read(Map.of("channels", 1, "scripted",
                Map.of("_config", Map.of("SCRIPTED_TOKEN", 1, "SCRIPTED_SENDER", true)))))
                .isInstanceOfSatisfying(InvalidOverride.class, e -> assertThat(e.problems()).containsOnlyKeys(
                        "channels", "scripted._config.SCRIPTED_TOKEN", "scripted._config.SCRIPTED_SENDER"));
    }

    private static void assertRefused(String field, Map<String, Object> override) {
        assertThatThrownBy(() -> read(override)).isInstanceOfSatisfying(InvalidOverride.class, e -> {
            assertThat(e.problems()).containsOnlyKeys(field);
            assertThat(e.problems().get(field)).startsWith("must ");
            assertThat(e.getMessage()).doesNotContain("s3cret");
        });
    }

    private static Overrides read(Map<String, Object> override) {
        return Overrides.read(JsonObject.of(override), CATALOGUE);
    }

    private static ProviderSettings settings(String key, String value) {
        return ProviderSettings.of(Map.of(key, value));
    }
}
