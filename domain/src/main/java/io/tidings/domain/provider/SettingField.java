package io.tidings.domain.provider;

import java.util.Optional;

/**
 * One setting of a provider. Forms, validation, masking and encryption all derive from it.
 *
 * @param key        the name under which it is stored, sent and overridden, such as {@code TWILIO_AUTH_TOKEN}
 * @param label      what a form calls it
 * @param help       where to find the value, in one or two sentences
 * @param constraint what values are right
 * @param required   whether the provider cannot work without it
 * @param secret     whether it is sealed at rest and masked wherever it is shown
 */
public record SettingField(String key, String label, String help, Constraint constraint, boolean required,
        boolean secret) {

    /**
     * What is wrong with this value, in words that say what to do; empty when it is right. The value is never repeated
     * in the answer.
     */
    public Optional<SettingProblem> problemOf(String value) {
        if (value == null || value.isEmpty()) {
            return required
                    ? Optional.of(new SettingProblem(key, "is required: " + help))
                    : Optional.empty();
        }
        return constraint.problemOf(value).map(message -> new SettingProblem(key, message));
    }
}
