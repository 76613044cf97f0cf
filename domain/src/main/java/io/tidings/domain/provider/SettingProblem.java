package io.tidings.domain.provider;

/**
 * One thing that is wrong with the settings of a provider.
 *
 * @param key     the setting
 * @param message what is wrong and what to do, as a clause that follows the key; never the value
 */
public record SettingProblem(String key, String message) {}
