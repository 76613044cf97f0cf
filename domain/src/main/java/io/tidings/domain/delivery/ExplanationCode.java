package io.tidings.domain.delivery;

import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import java.util.Locale;

/**
 * Our own codes of {@linkplain Explanation explanations}; a provider's are in its descriptor. What a delivery says is
 * more exact; this says what the code means wherever it stands, and what a person can do.
 */
public enum ExplanationCode {

    UNKNOWN_USER("The app has no user with this identifier, so there was nobody to send to.",
            "Create the user (`PUT /v3/users/{identifier}`), or send the profile along with the recipient."),

    OPTED_OUT("The person wrote a word such as STOP, or an operator opted them out: they get no messages on this"
            + " channel.", "Nothing, unless the person writes START or an operator takes the opt-out back."),

    NO_PROVIDER("No provider was enabled for the channel when the request was accepted.",
            "Set one up and enable it, then resend the delivery."),

    PROVIDER_REMOVED("The provider instance that was to send it was removed, and no other serves the channel.",
            "Set one up, then resend the delivery."),

    MISSING_VARIABLES("The template needs variables that neither the request's data nor the person's profile has, and"
            + " nothing is sent with a gap.", "Give them values, or let the template do without; then send again."),

    TEMPLATE_NOT_SUPPORTED("The template says something by approved content, which this provider does not send.",
            "Give the template a text for this channel."),

    EXPIRED("It could not be handed to a provider before its last moment (`expiresAt`, or the app's budget).",
            "The text names the last reason for the wait: mend that, then resend the delivery if it is still wanted."),

    CANCELLED("The app cancelled the notification before this was handed to the provider.", "Nothing."),

    CLOSED("A person decided that it is not sent.", "Nothing; it can still be resent."),

    OUTCOME_UNKNOWN("It is not known whether the provider took the message, and no evidence can be had. It is not sent"
            + " again by itself, so that it does not arrive twice.",
            "Ask the person or look into the provider's console, then resend or discard the delivery."),

    INTERRUPTED("The process that was sending it stopped before the provider's answer was recorded.",
            "Nothing: evidence is sought, and either found or the delivery is held (`outcome_unknown`)."),

    NO_RECEIPT("The provider took the message and has reported nothing more for days. The phone may be off, or the"
            + " person may have blocked the sender.", "Nothing; should a report come, it counts."),

    NOT_BEGUN("The server was too busy, or was stopping, and did not begin to send it.", "Nothing: it is sent later."),

    STORE_UNAVAILABLE("The database could not be reached at the moment of sending, so nothing was sent.",
            "Nothing: it is sent later. If it stays so, look after the database."),

    UNREADABLE("What is stored of the notification or the profile could not be read.",
            "The server's log says why; often the master key is another one. It is tried again."),

    PROVIDER_NOT_INSTALLED("The server that tried to send it does not have the provider.",
            "Install the provider on every server, or set up another. It is tried again."),

    PROVIDER_ERROR("The provider's module failed in a way that it must not. It may have sent the message.",
            "The server's log says more; evidence is sought as for any outcome that is not known.");

    private final String meaning;
    private final String remedy;

    ExplanationCode(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The code as programs see it: stable for ever. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What happened, for a person; words between backticks are code. */
    public String meaning() {
        return meaning;
    }

    /** What that person can do now. */
    public String remedy() {
        return remedy;
    }

    /** A fault that is not the provider's doing and goes by this code. */
    public ProviderFault fault(FaultKind kind, String text) {
        return ProviderFault.of(word(), kind, text);
    }
}
