package io.tidings.domain.provider;

/**
 * A property of a user's profile that a provider reads.
 *
 * @param path    where it stands in the profile, dotted where it nests: {@code phoneNumber}, {@code fcm.tokens}
 * @param help    what it must look like, in one sentence with an example
 */
public record ProfileProperty(String path, String help) {}
