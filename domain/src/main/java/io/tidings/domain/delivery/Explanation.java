package io.tidings.domain.delivery;

import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderFault;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a delivery stands where it stands, so that a person understands it and knows what to do.
 *
 * @param code a word of ours ({@link ExplanationCode}), or a provider's code such as {@code 63016}; stable, for
 *             programs
 * @param text plain words; never empty, never a secret or a whole phone number
 * @param link where more is to be read
 */
public record Explanation(String code, String text, Optional<URI> link) {

    public Explanation {
        if (code.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("an explanation is never empty");
        }
    }

    public static Explanation of(ProviderFault fault) {
        return new Explanation(fault.code(), fault.explanation(), fault.link());
    }

    public static Explanation noProvider(Channel channel) {
        return own(ExplanationCode.NO_PROVIDER,
                "No provider is enabled for the channel " + channel + ". Set one up and enable it, then send again.");
    }

    public static Explanation providerRemoved() {
        return own(ExplanationCode.PROVIDER_REMOVED,
                "The provider that was to send this was removed, and no other serves the channel."
                        + " Set one up, then send again.");
    }

    /** The budget of time ran out before the message could be handed over. */
    public static Explanation expired(Instant lastMoment, Optional<Explanation> last) {
        return new Explanation(ExplanationCode.EXPIRED.word(),
                "It could not be handed to the provider before " + lastMoment + ", the last moment for it."
                        + last.map(why -> " Last reason: " + why.text()).orElse(""),
                last.flatMap(Explanation::link));
    }

    /** Nobody can say what became of a send: a person decides. */
    public static Explanation outcomeUnknown(String why) {
        return own(ExplanationCode.OUTCOME_UNKNOWN,
                "It is not known whether the message was sent, and it is not sent again by itself, so that it does not"
                        + " arrive twice. " + why);
    }

    /** A process died between asking and hearing the answer. */
    public static Explanation interrupted() {
        return own(ExplanationCode.INTERRUPTED,
                "The process that was sending stopped before it could record the provider's answer."
                        + " Evidence is sought.");
    }

    /** The provider took the message, and for long nothing more was heard of it. */
    public static Explanation noReceipt() {
        return own(ExplanationCode.NO_RECEIPT,
                "The provider took the message and has reported nothing more for days. The phone may be off,"
                        + " or the person has blocked the sender. Should a report come, it counts.");
    }

    /** A person closed it. */
    public static Explanation closed() {
        return own(ExplanationCode.CLOSED, "A person decided that it is not sent.");
    }

    /** The app took its notification back in time. */
    public static Explanation cancelled() {
        return own(ExplanationCode.CANCELLED, "The notification was cancelled before this was handed to the provider.");
    }

    private static Explanation own(ExplanationCode code, String text) {
        return new Explanation(code.word(), text, Optional.empty());
    }
}
