package io.tidings.persistence;

import static java.util.stream.Collectors.toSet;

import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.log.LogFilter;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.statistics.Summary.Milestone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A question for the keys of deliveries, newest first. One filter leads, through the index that is made for it; all
 * others are conditions on what it finds. Where any filter leaves {@link #FEW}, it leads, and all of that is looked at.
 * Else the lead is what is likely to leave least: a user before the code of an explanation, that before a category, a
 * state, a provider; without any of them, time. Of several users or states each leads by itself, since the keys of each
 * are found in the order of the index.
 *
 * <p>A condition that does not lead is hidden from planners in a COALESCE: they could take it for the better lead, and
 * would then read a whole index to find nothing, or sort. SQLite, which knows nothing of what is rare, is told the
 * index by name; PostgreSQL plans for the very values.
 *
 * @param upper what is wanted comes before it in the order of time
 */
record LogQuestion(LogFilter filter, Key upper, Lead lead) {

    /** Of several filters each is asked whether it leaves fewer; that many entries of an index are read in no time. */
    private static final int FEW = 200;

    /** The place of a delivery in the order of the log. Its text is the cursor. */
    record Key(long createdAt, UUID id) implements Comparable<Key> {

        /** After all. */
        static final Key LAST = new Key(Long.MAX_VALUE, new UUID(-1, -1));

        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::createdAt)
                .thenComparing(key -> key.id().toString());

        /** Before all that was accepted then or later. */
        static Key before(Instant moment) {
            return new Key(moment.toEpochMilli(), new UUID(0, 0));
        }

        /** @throws IllegalArgumentException when it is no cursor of ours */
        static Key parse(String cursor) {
            int dot = cursor.indexOf('.');
            var key = new Key(Long.parseLong(cursor, 0, Math.max(0, dot), 10),
                    UUID.fromString(cursor.substring(dot + 1)));
            if (!key.toString().equals(cursor)) {
                throw new IllegalArgumentException("not a cursor of ours");
            }
            return key;
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return createdAt + "." + id;
        }
    }

    /** Through which index the keys are found. */
    enum Lead {

        USER("delivery_log l <by_user>", "l.app_id = :app AND l.user_id = :lead"),
        EXPLANATION("delivery d <by_explanation>",
                "d.app_id = :app AND d.explanation_code IS NOT NULL AND d.explanation_code = :lead"),
        CATEGORY("delivery_log l <by_category>",
                "l.app_id = :app AND l.category IS NOT NULL AND l.category = :lead"),
        STATE("delivery d <by_state>", "d.app_id = :app AND d.state = :lead"),
        PROVIDER("delivery_log l <by_provider>",
                "l.app_id = :app AND l.provider_id IS NOT NULL AND l.provider_id = :lead"),
        TIME("delivery_log l", "l.app_id = :app");

        private final String table;
        private final String condition;

        Lead(String table, String condition) {
            this.table = table;
            this.condition = condition;
        }

        boolean isLog() {
            return table.startsWith("delivery_log");
        }

        String key() {
            return isLog() ? "l.created_at, l.delivery_id" : "d.created_at, d.id";
        }

        String order() {
            return "ORDER BY " + key().replace(",", " DESC,") + " DESC";
        }

        String range() {
            return "(" + key() + ") < (:upperAt, :upperId) AND (" + key() + ") >= (:lowerAt, :lowerId)";
        }
    }

    /** The question with its lead. */
    static LogQuestion of(Handle handle, LogFilter filter, Key upper) {
        List<LogQuestion> questions = leads(filter).stream().map(lead -> new LogQuestion(filter, upper, lead)).toList();
        return questions.stream().filter(question -> questions.size() > 1 && question.leavesFew(handle)).findFirst()
                .orElse(questions.getFirst());
    }

    /** The likeliest to leave least comes first. */
    private static List<Lead> leads(LogFilter filter) {
        var leads = new ArrayList<Lead>();
        if (!filter.users().isEmpty()) {
            leads.add(Lead.USER);
        }
        filter.code().ifPresent(code -> leads.add(Lead.EXPLANATION));
        filter.category().ifPresent(category -> leads.add(Lead.CATEGORY));
        if (!standing(filter).isEmpty()) {
            leads.add(Lead.STATE);
        }
        filter.provider().ifPresent(provider -> leads.add(Lead.PROVIDER));
        return leads.isEmpty() ? List.of(Lead.TIME) : leads;
    }

    /**
     * Where what is wanted can stand; empty for anywhere. What was delivered never is less again, but what a provider
     * only took may wait once more or be discarded.
     */
    private static Set<DeliveryState> standing(LogFilter filter) {
        if (!filter.states().isEmpty()) {
            return filter.states();
        }
        return filter.reached().filter(milestone -> milestone != Milestone.SENT)
                .map(milestone -> Stream.of(DeliveryState.values()).filter(milestone::isProvenBy).collect(toSet()))
                .orElse(Set.of());
    }

    /** What the lead looks for, each of it by itself; nothing to look for where it is time that leads. */
    private List<String> leading() {
        return switch (lead) {
            case USER -> filter.users().stream().map(UserId::value).toList();
            case EXPLANATION -> filter.code().stream().toList();
            case CATEGORY -> filter.category().stream().toList();
            case STATE -> standing(filter).stream().map(DeliveryState::name).toList();
            case PROVIDER -> filter.provider().stream().map(ProviderId::id).toList();
            case TIME -> List.of("");
        };
    }

    private boolean leavesFew(Handle handle) {
        return ask(handle, found() + " " + lead.order() + " LIMIT :limit", filterStart(), FEW, false).size() < FEW;
    }

    /** All that the lead finds. */
    private String found() {
        return "SELECT " + lead.key() + " FROM " + lead.table + " WHERE " + lead.condition + " AND " + lead.range();
    }

    /** The conditions that the index of the lead knows nothing of. */
    private List<String> others() {
        var others = new ArrayList<String>();
        if (!filter.states().isEmpty() && lead != Lead.STATE) {
            others.add("COALESCE(d.state, '') IN (<states>)");
        }
        filter.reached().ifPresent(milestone -> others.add("d." + milestone.name().toLowerCase(Locale.ROOT)
                + "_at IS NOT NULL"));
        if (filter.code().isPresent() && lead != Lead.EXPLANATION) {
            others.add("COALESCE(d.explanation_code, '') = :code");
        }
        if (filter.category().isPresent() && lead != Lead.CATEGORY) {
            others.add("COALESCE(l.category, '') = :category");
        }
        if (filter.provider().isPresent() && lead != Lead.PROVIDER) {
            others.add("COALESCE(" + (lead.isLog() ? "l" : "d") + ".provider_id, '') = :provider");
        }
        return others;
    }

    /** Where looking ends although there may be more; nowhere when what the lead finds is all wanted, or is little. */
    Optional<Key> end(Handle handle, int most) {
        if (others().isEmpty()) {
            return Optional.empty();
        }
        String sql = found() + " " + lead.order() + " LIMIT 1 OFFSET :limit";
        int each = most / leading().size();
        return ask(handle, sql, filterStart(), each - 1, false).stream().max(Comparator.naturalOrder());
    }

    /** The newest keys, from that end on. */
    List<Key> keys(Handle handle, Optional<Key> end, int limit) {
        List<String> others = others();
        String conditions = String.join(" AND ", others);
        String sql = "SELECT " + lead.key() + " FROM " + lead.table + join(conditions) + " WHERE "
                + lead.condition + " AND " + lead.range() + (others.isEmpty() ? "" : " AND " + conditions) + " "
                + lead.order() + " LIMIT :limit";
        return ask(handle, sql, end.orElseGet(this::filterStart), limit, true);
    }

    private String join(String conditions) {
        if (lead.isLog()) {
            return conditions.contains("d.") ? " JOIN delivery d ON d.id = l.delivery_id" : "";
        }
        return conditions.contains("l.")
                ? " JOIN delivery_log l ON l.app_id = d.app_id AND l.created_at = d.created_at AND l.delivery_id = d.id"
                : "";
    }

    private Key filterStart() {
        return Key.before(filter.from().orElse(Instant.EPOCH));
    }

    private List<Key> ask(Handle handle, String sql, Key lower, int limit, boolean withOthers) {
        var keys = new ArrayList<Key>();
        for (String each : leading()) {
            Query query = handle.createQuery(sql);
            if (lead != Lead.TIME) {
                query.bind("lead", each);
            }
            if (withOthers) {
                bindOthers(query);
            }
            keys.addAll(query.bind("app", filter.app().value())
                    .bind("upperAt", upper.createdAt()).bind("upperId", upper.id())
                    .bind("lowerAt", lower.createdAt()).bind("lowerId", lower.id())
                    .bind("limit", limit).map((row, context) -> key(row)).list());
        }
        return keys;
    }

    private void bindOthers(Query query) {
        if (!filter.states().isEmpty() && lead != Lead.STATE) {
            query.bindList("states", filter.states().stream().map(DeliveryState::name).toList());
        }
        filter.code().filter(code -> lead != Lead.EXPLANATION).ifPresent(code -> query.bind("code", code));
        filter.category().filter(category -> lead != Lead.CATEGORY)
                .ifPresent(category -> query.bind("category", category));
        filter.provider().filter(provider -> lead != Lead.PROVIDER)
                .ifPresent(provider -> query.bind("provider", provider.id()));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getLong(1), Columns.uuid(row, 2));
    }
}
