package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingFieldTest {

    @Test
    void requiredValueThatIsMissing_isAskedForWithItsHelp() {
        SettingField required = field(new Constraint.AnyText(10), true);
        for (String missing : new String[]{null, ""}) {
            assertThat(required.problemOf(missing)).contains(new SettingProblem("KEY", "is required: See there."));
            assertThat(field(new Constraint.AnyText(10), false).problemOf(missing)).isEmpty();
        }
    }

    @Test
    void text_isLimitedInLengthAndHasNoControlCharacters() {
        assertProblem(new Constraint.AnyText(3), "abc", null);
        assertProblem(new Constraint.AnyText(3), "abcd", "must have at most 3 characters");
        assertProblem(new Constraint.AnyText(3), "a\n", "must not contain control characters");
    }

    @Test
    void pattern_matchesTheWholeValue() {
        var constraint = new Constraint.Matching("AC[0-9a-f]{2}", "must be AC and two digits", "AC0f");
        assertProblem(constraint, "AC12", null);
        for (String wrong : List.of("AC1", "xAC12", "AC123", "AC12\n", "ac12")) {
            assertProblem(constraint, wrong, "must be AC and two digits");
        }
    }

    @Test
    void patternThatItsExampleBreaks_isRefused() {
        assertThatThrownBy(() -> new Constraint.Matching("[0-9]+", "must be a number", "one"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void choice_namesWhatMayBeChosen() {
        assertProblem(new Constraint.OneOf(List.of("us1", "ie1")), "ie1", null);
        assertProblem(new Constraint.OneOf(List.of("us1", "ie1")), "IE1", "must be one of us1, ie1");
    }

    private static void assertProblem(Constraint constraint, String value, String message) {
        assertThat(field(constraint, true).problemOf(value))
                .isEqualTo(Optional.ofNullable(message).map(text -> new SettingProblem("KEY", text)));
    }

    private static SettingField field(Constraint constraint, boolean required) {
        return new SettingField("KEY", "Label", "See there.", constraint, required, true);
    }
}
