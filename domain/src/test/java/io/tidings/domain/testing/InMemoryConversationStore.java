package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.conversation.Correspondence;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.Parties;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class InMemoryConversationStore implements ConversationStore {

    private static final Comparator<Address> BY_BYTES = Comparator
            .comparing(address -> address.value().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private record MessageKey(AppId app, Channel channel, String id) {}

    private record Noted(Instant at, boolean forEver) {}

    private record PersonKey(AppId app, Channel channel, Address person) {}

    private record SenderKey(AppId app, Channel channel, Address sender) {}

    private record PairKey(PersonKey person, Address sender) {}

    private final InMemoryTransactions transactions;
    private final Table<MessageKey, Noted> messages;
    private final Table<PairKey, Instant> lastMessages;
    private final Table<SenderKey, Instant> senders;
    private final Table<PersonKey, Consent> consents;

    InMemoryConversationStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.messages = new Table<>(transactions);
        this.lastMessages = new Table<>(transactions);
        this.senders = new Table<>(transactions);
        this.consents = new Table<>(transactions);
    }

    @Override
    public boolean note(AppId app, Channel channel, InboundMessage message, boolean forEver, Instant now) {
        transactions.requireOpen();
        var key = new MessageKey(app, channel, message.id());
        if (messages.find(key).isPresent()) {
            return false;
        }
        messages.put(key, new Noted(now, forEver));
        var pair = new PairKey(new PersonKey(app, channel, message.person()), message.sender());
        lastMessages.put(pair, lastMessages.find(pair).filter(now::isBefore).orElse(now));
        var sender = new SenderKey(app, channel, message.sender());
        senders.put(sender, senders.find(sender).orElse(now));
        return true;
    }

    @Override
    public void decide(AppId app, Channel channel, Consent consent) {
        transactions.step(() -> {
            consents.put(new PersonKey(app, channel, consent.person()), consent);
            return null;
        });
    }

    @Override
    public Optional<Consent> consent(AppId app, Channel channel, Address person) {
        return transactions.step(() -> consents.find(new PersonKey(app, channel, person)));
    }

    @Override
    public List<Consent> optOuts(AppId app, Channel channel, Optional<Address> after, int limit) {
        return transactions.step(() -> consents.entries()
                .filter(entry -> entry.getKey().app().equals(app) && entry.getKey().channel().equals(channel))
                .map(Map.Entry::getValue)
                .filter(Consent::optedOut)
                .filter(consent -> after.filter(last -> BY_BYTES.compare(consent.person(), last) <= 0).isEmpty())
                .sorted(Comparator.comparing(Consent::person, BY_BYTES))
                .limit(limit)
                .toList());
    }

    @Override
    public Map<Parties, Correspondence> between(AppId app, Channel channel, Collection<Parties> parties) {
        return transactions.step(() -> {
            var found = new HashMap<Parties, Correspondence>();
            parties.forEach(pair -> {
                var person = new PersonKey(app, channel, pair.person());
                found.put(pair, new Correspondence(consents.find(person),
                        pair.sender().flatMap(sender -> lastMessages.find(new PairKey(person, sender))),
                        pair.sender().flatMap(sender -> senders.find(new SenderKey(app, channel, sender)))));
            });
            return Map.copyOf(found);
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return transactions.step(() -> {
            var ids = messages.entries()
                    .filter(entry -> !entry.getValue().forEver() && entry.getValue().at().isBefore(before))
                    .map(Map.Entry::getKey).limit(limit).toList();
            ids.forEach(messages::remove);
            var pairs = lastMessages.entries().filter(entry -> entry.getValue().isBefore(before))
                    .map(Map.Entry::getKey).limit(limit).toList();
            pairs.forEach(lastMessages::remove);
            return ids.size() + pairs.size();
        });
    }
}
