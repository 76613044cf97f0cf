package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.ScriptedProvider;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProviderSettingsTest {

    private static final ProviderDescriptor DESCRIPTOR = new ScriptedProvider().descriptor();

    @Test
    void rightSettings_haveNoProblems() {
        assertThat(ScriptedProvider.SETTINGS.problems(DESCRIPTOR)).isEmpty();
    }

    @Test
    void allProblems_areFoundTogetherAndNameTheirKeys() {
        var settings = ProviderSettings.of(Map.of(ScriptedProvider.SENDER, "s3cret-and-wrong", "UNKNOWN", "s3cret"));
        List<SettingProblem> problems = settings.problems(DESCRIPTOR);
        assertThat(problems).extracting(SettingProblem::key)
                .containsExactly(ScriptedProvider.TOKEN, ScriptedProvider.SENDER, "UNKNOWN");
        assertThat(problems).extracting(SettingProblem::message).noneMatch(message -> message.contains("s3cret"));
        assertThat(problems.getFirst().message()).startsWith("is required");
        assertThat(problems.getLast().message()).contains(ScriptedProvider.TOKEN, ScriptedProvider.SENDER);
    }

    @Test
    void problems_areThoseThatTheAskingProviderHas() {
        var other = new ProviderDescriptor(new ProviderId("other"), new Channel("other"), "Other", List.of(),
                List.of(), Set.of(), List.of(), List.of(), URI.create("https://example.org"));
        assertThat(ScriptedProvider.SETTINGS.problems(DESCRIPTOR)).isEmpty();
        assertThat(ScriptedProvider.SETTINGS.problems(other)).hasSize(2);
        assertThat(ScriptedProvider.SETTINGS.problems(DESCRIPTOR)).isEmpty();
    }

    @Test
    void emptyValue_countsAsAbsent() {
        var values = new HashMap<String, String>();
        values.put("EMPTY", "");
        values.put("NULL", null);
        assertThat(ProviderSettings.of(values)).isEqualTo(ProviderSettings.NONE);
        assertThat(ProviderSettings.of(values).isEmpty()).isTrue();
        assertThat(ProviderSettings.of(Map.of("K", "v")).with(ProviderSettings.of(values)).get("K")).contains("v");
    }

    @Test
    void settingsLaidOver_winKeyByKey() {
        var merged = ProviderSettings.of(Map.of("A", "1", "B", "1")).with(ProviderSettings.of(Map.of("B", "2")));
        assertThat(merged.reveal()).isEqualTo(Map.of("A", "1", "B", "2"));
        assertThat(merged.keys()).containsExactlyInAnyOrder("A", "B");
        assertThat(merged.require("B")).isEqualTo("2");
        assertThatThrownBy(() -> merged.require("C")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("C");
    }

    @Test
    void onlyWhatIsKnownToBeNoSecret_isShown() {
        var settings = ScriptedProvider.SETTINGS.with(ProviderSettings.of(Map.of("UNKNOWN", "s3cret")));
        assertThat(settings.masked(DESCRIPTOR)).isEqualTo(Map.of(ScriptedProvider.TOKEN, Secret.MASK,
                ScriptedProvider.SENDER, "AC0123456789abcdef", "UNKNOWN", Secret.MASK));
        assertThat(settings.toString()).contains(ScriptedProvider.TOKEN).doesNotContain("s3cret", "AC01", "scripted-");
    }

    @Test
    void equality_isThatOfKeysAndValues() {
        assertThat(ProviderSettings.of(Map.of("A", "1"))).isEqualTo(ProviderSettings.of(Map.of("A", "1")))
                .hasSameHashCodeAs(ProviderSettings.of(Map.of("A", "1")))
                .isNotEqualTo(ProviderSettings.of(Map.of("A", "2")))
                .isNotEqualTo(ProviderSettings.of(Map.of("B", "1")));
    }

    @Test
    void descriptorThatNamesASettingTwice_isRefused() {
        var twice = List.of(DESCRIPTOR.settings().getFirst(), DESCRIPTOR.settings().getFirst());
        assertThatThrownBy(() -> new ProviderDescriptor(DESCRIPTOR.id(), DESCRIPTOR.channel(), "Twice", twice,
                List.of(), DESCRIPTOR.reports(), List.of(), List.of(), DESCRIPTOR.documentation()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(ScriptedProvider.TOKEN);
    }
}
