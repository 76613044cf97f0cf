package io.tidings.application;

import io.tidings.domain.app.AppId;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.ConsentWords;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.tx.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people write to the senders of an app: each message counts once, when it first reaches us, however often it is
 * told of. Their texts go no further than this class.
 */
final class InboundMessages {

    private static final Logger LOG = LoggerFactory.getLogger(InboundMessages.class);

    private final ConversationStore conversations;
    private final Transactions transactions;
    private final ConsentWords words;
    private final Timing timing;

    InboundMessages(ConversationStore conversations, Transactions transactions, ConsentWords words, Timing timing) {
        this.conversations = conversations;
        this.transactions = transactions;
        this.words = words;
        this.timing = timing;
    }

    /** When this has returned, what the message means is durable. */
    void receive(AppId app, Channel channel, InboundMessage message) {
        Optional<ConsentWords.Match> match = message.text().flatMap(words::match);
        Instant now = timing.now();
        Optional<Consent> decided = transactions.call(() -> {
            // Also a word that changes nothing now: told of again after the opposite one, it still must not.
            boolean fresh = conversations.note(app, channel, message, match.isPresent(), now);
            return match.filter(it -> fresh).flatMap(it -> decide(app, channel, message, it, now));
        });
        decided.ifPresent(consent -> LOG.info("{} of app {} has written {} on {}", consent.person(), app,
                consent.word().orElseThrow(), channel));
    }

    /** Nothing is decided that stands already: who opts out twice has opted out the first time. */
    private Optional<Consent> decide(AppId app, Channel channel, InboundMessage message, ConsentWords.Match match,
            Instant now) {
        boolean optedOut = conversations.consent(app, channel, message.person()).filter(Consent::optedOut).isPresent();
        if (optedOut == (match.decision() == Consent.Decision.OPTED_OUT)) {
            return Optional.empty();
        }
        Consent consent = Consent.ofPerson(message.person(), match.decision(), match.word(), now);
        conversations.decide(app, channel, consent);
        return Optional.of(consent);
    }
}
