package io.tidings.domain.provider;

import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserProfile;
import java.util.Optional;

/**
 * A service that takes messages to people on one channel. This is the whole of what a third party implements;
 * {@code ChannelProviderContract} in the test-jar says the same in tests.
 *
 * <p>An implementation MUST be safe for use by many threads, and MUST NOT throw for anything that the service, the
 * network or a caller's data does: trouble is a value. It MUST NOT log or return a secret or a whole phone number. It
 * keeps no state that it could not lose: what must be remembered is in its answers. Calls may block; each runs on a
 * virtual thread of its own, outside any transaction.
 */
public interface ChannelProvider {

    /** What this provider is and needs. The same answer at every call. */
    ProviderDescriptor descriptor();

    /**
     * Asks the service whether these settings work. Sends no message. Ill-formed settings are a
     * {@link Verification.Fails}.
     */
    Verification verify(ProviderSettings settings);

    /**
     * Hands one message to the service, in at most one request that could create a message: never again by itself,
     * whatever the answer.
     *
     * <p>{@link SendOutcome.Deferred} and {@link SendOutcome.Refused} promise that the service has not taken the
     * message. Wherever that is not certain (no answer after the request left, an answer that cannot be read) the
     * outcome is {@link SendOutcome.Uncertain}. What the profile or the content lacks is refused without any request.
     */
    SendOutcome send(SendRequest request);

    /**
     * Reads what claims to be the service's report, and proves with these settings that it is. Without proof it is
     * {@link CallbackOutcome.Forged}, also where a setting that the proof needs is missing.
     */
    CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings);

    /**
     * Who would write to whom, were this sent: what inbound messages name in {@link CallbackOutcome.Received}, so that
     * both are known to be the same person. Asks nobody, and does not depend on the content.
     *
     * @param settings  as in a {@link SendRequest}
     * @param overrides as in a {@link SendRequest}
     * @return empty where it names nobody, and always for a provider that never hears from people: then no one's
     *         opt-out is looked up
     */
    default Optional<Parties> parties(ProviderSettings settings, UserProfile recipient, JsonObject overrides) {
        return Optional.empty();
    }

    /**
     * What can be said of such a message before it is sent: whether it can be sent at all, and what it will look like
     * at the service, so that {@link LookUp.ByImprint} can ask for it later. Asks nobody, and answers the same however
     * often it is called. The imprint depends on no credential that may change while the account stays the same.
     */
    default Prepared prepare(SendRequest request) {
        return new Prepared.Message(Optional.empty());
    }

    /**
     * Whether what the caller overrides is said in the place of the content, so that other content would change
     * nothing.
     *
     * @param overrides as in a {@link SendRequest}
     */
    default boolean replacesContent(JsonObject overrides) {
        return false;
    }

    /**
     * Whether it is said in the place of a text. A picture may take the place of approved content, and yet be sent with
     * a text.
     *
     * @param overrides as in a {@link SendRequest}
     */
    default boolean replacesText(JsonObject overrides) {
        return replacesContent(overrides);
    }

    /**
     * Asks the service what became of a message. Changes nothing there.
     *
     * <p>Only {@link LookUpOutcome.Found} with an empty list lets a message be sent again. Where these settings could
     * not see it, because they are another account's than the {@link Imprint}'s, the answer is
     * {@link LookUpOutcome.Refused}.
     */
    LookUpOutcome lookUp(LookUp question);

    /**
     * The form of the references of templates that lie at the service and are approved before they are sent. Empty, as
     * here, says that there are none: then no request to send holds {@linkplain
     * io.tidings.domain.content.Content#approved approved} content.
     */
    default Optional<Constraint> templateReference() {
        return Optional.empty();
    }

    /**
     * Asks the service which templates the account has. Changes nothing there.
     *
     * @param cursor where an earlier answer ended; empty asks for the first ones
     * @param limit  how many to tell at most; the service may tell fewer
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    default TemplateListing templates(ProviderSettings settings, Optional<String> cursor, int limit) {
        return new TemplateListing.None();
    }
}
