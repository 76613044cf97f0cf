package io.tidings.domain.provider;

import java.util.Optional;

/** What can be said of a message before it is sent, without asking anybody. */
public sealed interface Prepared {

    /**
     * It can be handed to the service.
     *
     * @param imprint what it will look like there; empty where messages cannot be found by what they look like: then a
     *                person decides about those of which neither an identifier nor a callback came back
     */
    record Message(Optional<Imprint> imprint) implements Prepared {}

    /** There will be none: the profile, the content or the settings lack something. Sending it says the same. */
    record Refused(ProviderFault fault) implements Prepared {}
}
