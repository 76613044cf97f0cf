package io.tidings.domain.provider;

/**
 * A code that a provider's {@linkplain ProviderFault faults} go by, explained to whoever meets it.
 *
 * @param code        as in a fault; a part between braces varies, as in {@code http_{status}}
 * @param explanation what it means and what to do, in plain words
 */
public record KnownFault(String code, String explanation) {}
