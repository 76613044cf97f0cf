package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.Consent.Decision;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.profile.PhoneNumber;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who wants no messages, for operators to see and to decide by hand. */
public final class OptOuts {

    public static final int MOST = 1_000;

    /** What somebody types who means a phone number. */
    private static final Pattern DIGITS = Pattern.compile("[+0-9().-]+");

    private final ConversationStore conversations;
    private final Transactions transactions;
    private final Timing timing;

    public OptOuts(ConversationStore conversations, Transactions transactions, Timing timing) {
        this.conversations = conversations;
        this.transactions = transactions;
        this.timing = timing;
    }

    /**
     * Who has opted out, by address.
     *
     * @param after only addresses after that one
     * @param limit from 1 to {@link #MOST}
     */
    public List<Consent> list(App app, Channel channel, Optional<Address> after, int limit) {
        return conversations.optOuts(app.id(), channel, after, limit);
    }

    /** The last decision about a person; empty when there never was one. */
    public Optional<Consent> find(App app, Channel channel, Address person) {
        return conversations.consent(app.id(), channel, person);
    }

    /** Opts a person out by hand; an opt-out that stands stays as it is. */
    public Consent optOut(App app, Channel channel, Address person) {
        requireWhole(channel, person);
        return transactions.call(() -> find(app, channel, person).filter(Consent::optedOut)
                .orElseGet(() -> decided(app, channel, person, Decision.OPTED_OUT)));
    }

    /** Takes an opt-out back by hand; the answer is empty when nothing was ever decided. */
    public Optional<Consent> lift(App app, Channel channel, Address person) {
        return transactions.call(() -> find(app, channel, person).map(consent -> consent.optedOut()
                ? decided(app, channel, person, Decision.OPTED_IN)
                : consent));
    }

    private Consent decided(App app, Channel channel, Address person, Decision decision) {
        Consent consent = Consent.ofOperator(person, decision, timing.now());
        conversations.decide(app.id(), channel, consent);
        return consent;
    }

    /** An opt-out under an address that nobody is ever found by would protect nobody. */
    private static void requireWhole(Channel channel, Address person) {
        String text = person.value();
        boolean digits = DIGITS.matcher(text).matches();
        if (digits && PhoneNumber.parse(text).isEmpty() || text.startsWith(channel + ":")) {
            throw new Problem.Invalid("address", "must be the phone number alone, with a plus sign, the country code"
                    + " and no other characters, such as +919988776655 (in a URL %2B919988776655)");
        }
    }
}
