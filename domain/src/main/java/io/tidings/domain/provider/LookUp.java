package io.tidings.domain.provider;

import java.time.Instant;

/** A question to a service: what became of a message? */
public sealed interface LookUp {

    ProviderSettings settings();

    /** By the service's identifier. */
    record ByReference(ProviderSettings settings, String reference) implements LookUp {}

    /**
     * By what the message looks like, because no identifier came back.
     *
     * @param settings the settings as they are now, which may be another account's than the message's
     * @param imprint  as {@link ChannelProvider#prepare} made it before the message was sent
     * @param from     no message that was made earlier is meant
     * @param until    no message that was made later is meant
     */
    record ByImprint(ProviderSettings settings, Imprint imprint, Instant from, Instant until) implements LookUp {}
}
