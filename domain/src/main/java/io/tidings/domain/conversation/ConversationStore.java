package io.tidings.domain.conversation;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.Parties;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When people last wrote, and who wants no messages. Holds no word of what people write. What one app hears is never
 * seen by another.
 *
 * <p>Safe for use by many threads; each method may be called inside a unit of work or alone, unless it says otherwise.
 */
public interface ConversationStore {

    /**
     * Notes that a message has reached us. Only inside a unit of work, which then sees a message at most once: of two
     * that note the same one, one is told so.
     *
     * @param forEver whether its identifier is never forgotten: for what decides something, so that no repetition ever
     *                decides again
     * @return whether it is new; false changes nothing
     */
    boolean note(AppId app, Channel channel, InboundMessage message, boolean forEver, Instant now);

    /** Replaces the last decision about that person. */
    void decide(AppId app, Channel channel, Consent consent);

    /** The last decision about a person. In a unit of work nobody else changes it until the end of that. */
    Optional<Consent> consent(AppId app, Channel channel, Address person);

    /**
     * Who has opted out, by address in the order of its UTF-8 bytes.
     *
     * @param after where to go on: only addresses after that one
     */
    List<Consent> optOuts(AppId app, Channel channel, Optional<Address> after, int limit);

    /**
     * What is known between each of the parties, for all that were asked for; {@link Correspondence#NONE} where it is
     * nothing. One question to the store, however many there are (within reason). Locks nothing.
     */
    Map<Parties, Correspondence> between(AppId app, Channel channel, Collection<Parties> parties);

    /**
     * Forgets messages that were noted before that moment, at most so many of each kind: their identifiers, and when
     * people last wrote. Decisions stay, and what was noted for ever.
     *
     * @return how many were forgotten
     */
    int forget(Instant before, int limit);
}
