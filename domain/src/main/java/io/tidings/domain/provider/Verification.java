package io.tidings.domain.provider;

/** Whether settings work, found by asking the service. */
public sealed interface Verification {

    /** They work. {@code says} is what the service calls the account, for a person to recognise. */
    record Works(String says) implements Verification {}

    /** They do not work, or it could not be found out; the fault says which and what to do. */
    record Fails(ProviderFault fault) implements Verification {}
}
