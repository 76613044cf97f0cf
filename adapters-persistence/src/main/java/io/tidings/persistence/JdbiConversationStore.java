package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.conversation.Consent.By;
import io.tidings.domain.conversation.Consent.Decision;
import io.tidings.domain.conversation.ConversationStore;
import io.tidings.domain.conversation.Correspondence;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.Parties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

final class JdbiConversationStore implements ConversationStore {

    /**
     * All that concerns people and senders, in one question of three primary keys. A person who was never heard of
     * costs one look into each.
     */
    private static final String BETWEEN = """
            SELECT person, NULL AS sender, since AS at, decision, decided_by, word
            FROM consent WHERE app_id = :app AND channel = :channel AND person IN (<people>)
            UNION ALL
            SELECT person, sender, at, NULL, NULL, NULL
            FROM last_message WHERE app_id = :app AND channel = :channel AND person IN (<people>)
            UNION ALL
            SELECT NULL, sender, since, NULL, NULL, NULL
            FROM listening WHERE app_id = :app AND channel = :channel
            """;

    private final Database database;

    JdbiConversationStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean note(AppId app, Channel channel, InboundMessage message, boolean forEver, Instant now) {
        return database.insideUnit(handle -> {
            boolean fresh = handle.createUpdate("""
                    INSERT INTO inbound_message (app_id, channel, message_id, received_at)
                    VALUES (:app, :channel, :message, :received)
                    ON CONFLICT (app_id, channel, message_id) DO NOTHING
                    """)
                    .bind("app", app.value())
                    .bind("channel", channel.id())
                    .bind("message", message.id())
                    .bind("received", forEver ? null : now.toEpochMilli())
                    .execute() == 1;
            if (fresh) {
                heard(handle, app, channel, message, now);
            }
            return fresh;
        });
    }

    private static void heard(Handle handle, AppId app, Channel channel, InboundMessage message, Instant now) {
        handle.createUpdate("""
                INSERT INTO last_message (app_id, channel, person, sender, at)
                VALUES (:app, :channel, :person, :sender, :now)
                ON CONFLICT (app_id, channel, person, sender)
                DO UPDATE SET at = excluded.at WHERE last_message.at < excluded.at
                """)
                .bind("app", app.value())
                .bind("channel", channel.id())
                .bind("person", message.person().value())
                .bind("sender", message.sender().value())
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("""
                INSERT INTO listening (app_id, channel, sender, since) VALUES (:app, :channel, :sender, :now)
                ON CONFLICT (app_id, channel, sender) DO NOTHING
                """)
                .bind("app", app.value())
                .bind("channel", channel.id())
                .bind("sender", message.sender().value())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    @Override
    public void decide(AppId app, Channel channel, Consent consent) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO consent (app_id, channel, person, decision, since, decided_by, word)
                VALUES (:app, :channel, :person, :decision, :since, :by, :word)
                ON CONFLICT (app_id, channel, person) DO UPDATE SET decision = excluded.decision,
                    since = excluded.since, decided_by = excluded.decided_by, word = excluded.word
                """)
                .bind("app", app.value())
                .bind("channel", channel.id())
                .bind("person", consent.person().value())
                .bind("decision", consent.decision().name())
                .bind("since", consent.since().toEpochMilli())
                .bind("by", consent.by().name())
                .bind("word", consent.word().orElse(null))
                .execute());
    }

    @Override
    public Optional<Consent> consent(AppId app, Channel channel, Address person) {
        return database.ask(handle -> handle.createQuery("""
                SELECT person, since AS at, decision, decided_by, word FROM consent
                WHERE app_id = :app AND channel = :channel AND person = :person
                """ + (database.insideUnit() ? "<for_update>" : ""))
                .bind("app", app.value())
                .bind("channel", channel.id())
                .bind("person", person.value())
                .map((row, context) -> consent(row))
                .findOne());
    }

    @Override
    public List<Consent> optOuts(AppId app, Channel channel, Optional<Address> after, int limit) {
        return database.ask(handle -> handle.createQuery("""
                SELECT person, since AS at, decision, decided_by, word FROM consent
                WHERE app_id = :app AND channel = :channel AND decision = 'OPTED_OUT' AND person > :after
                ORDER BY person LIMIT :limit
                """)
                .bind("app", app.value())
                .bind("channel", channel.id())
                .bind("after", after.map(Address::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> consent(row))
                .list());
    }

    /** One row of {@link #BETWEEN}. */
    private record Found(Optional<String> person, Optional<String> sender, Instant at, Optional<Consent> consent) {

        static Found of(ResultSet row) throws SQLException {
            boolean decided = row.getString("decision") != null;
            return new Found(Columns.text(row, "person"), Columns.text(row, "sender"), Columns.moment(row, "at"),
                    decided ? Optional.of(JdbiConversationStore.consent(row)) : Optional.empty());
        }
    }

    private record Pair(String person, String sender) {}

    @Override
    public Map<Parties, Correspondence> between(AppId app, Channel channel, Collection<Parties> parties) {
        List<String> people = parties.stream().map(pair -> pair.person().value()).distinct().toList();
        List<Found> rows = database.read(handle -> Chunks.query(handle, BETWEEN, "people", people, found -> found
                .bind("app", app.value())
                .bind("channel", channel.id())
                .map((row, context) -> Found.of(row))
                .list()));
        var consents = new HashMap<String, Consent>();
        var messages = new HashMap<Pair, Instant>();
        var senders = new HashMap<String, Instant>();
        for (Found row : rows) {
            row.consent().ifPresentOrElse(consent -> consents.put(consent.person().value(), consent),
                    () -> row.person().ifPresentOrElse(
                            person -> messages.put(new Pair(person, row.sender().orElseThrow()), row.at()),
                            () -> senders.put(row.sender().orElseThrow(), row.at())));
        }
        var found = new HashMap<Parties, Correspondence>();
        parties.forEach(pair -> found.put(pair, new Correspondence(
                Optional.ofNullable(consents.get(pair.person().value())),
                pair.sender().map(sender -> messages.get(new Pair(pair.person().value(), sender.value()))),
                pair.sender().map(sender -> senders.get(sender.value())))));
        return found;
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.write(handle -> forgetMessages(handle, before, limit) + forgetLast(handle, before, limit));
    }

    private static int forgetMessages(Handle handle, Instant before, int limit) {
        record Old(UUID app, String channel, String message) {}
        List<Old> all = handle.createQuery("""
                SELECT app_id, channel, message_id FROM inbound_message WHERE received_at < :before
                ORDER BY received_at LIMIT :limit <skip_locked>
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new Old(Columns.uuid(row, "app_id"), row.getString("channel"),
                        row.getString("message_id")))
                .list();
        for (List<Old> batch : Chunks.batches(all)) {
            var rows = new Rows();
            batch.forEach(old -> rows.uuid("app_id", old.app()).text("channel", old.channel())
                    .text("message_id", old.message()));
            rows.delete(handle, "inbound_message");
        }
        return all.size();
    }

    private static int forgetLast(Handle handle, Instant before, int limit) {
        record Old(UUID app, String channel, String person, String sender) {}
        List<Old> all = handle.createQuery("""
                SELECT app_id, channel, person, sender FROM last_message WHERE at < :before
                ORDER BY at LIMIT :limit <skip_locked>
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new Old(Columns.uuid(row, "app_id"), row.getString("channel"),
                        row.getString("person"), row.getString("sender")))
                .list();
        for (List<Old> batch : Chunks.batches(all)) {
            var rows = new Rows();
            batch.forEach(old -> rows.uuid("app_id", old.app()).text("channel", old.channel())
                    .text("person", old.person()).text("sender", old.sender()));
            rows.delete(handle, "last_message");
        }
        return all.size();
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(new Address(row.getString("person")), Decision.valueOf(row.getString("decision")),
                Columns.moment(row, "at"), By.valueOf(row.getString("decided_by")), Columns.text(row, "word"));
    }
}
