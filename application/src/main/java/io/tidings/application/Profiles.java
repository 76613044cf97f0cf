package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people an app knows. */
public final class Profiles {

    private static final int MAX_PAGE = 100;

    private final ProfileStore store;
    private final TopicStore topics;
    private final Transactions transactions;
    private final Timing timing;

    public Profiles(ProfileStore store, TopicStore topics, Transactions transactions, Timing timing) {
        this.store = store;
        this.topics = topics;
        this.transactions = transactions;
        this.timing = timing;
    }

    /** Lays properties over the user's profile, key by key; a user who is not known yet is created. */
    public UserProfile merge(App app, UserId user, JsonObject properties) {
        if (properties.members().containsKey("identifier")) {
            throw new Problem.Unprocessable(Problem.Unprocessable.Kind.RESERVED_PROPERTY,
                    "identifier",
                    "cannot be a profile property: it names the user, and never changes");
        }
        return transactions.call(() -> {
            store.merge(app.id(), Map.of(user, properties), timing.now());
            return store.find(app.id(), user).orElseThrow();
        });
    }

    public UserProfile get(App app, UserId user) {
        return store.find(app.id(), user).orElseThrow(() -> new Problem.NotFound("user"));
    }

    /** A page of users, and how many there are in all. */
    public record Listed(List<UserProfile> users, long total) {}

    /**
     * @param beginning of their identifiers; empty means all users
     * @param page      from 1 on
     */
    public Listed list(App app, Optional<String> beginning, int page, int limit) {
        if (page < 1) {
            throw new Problem.Invalid("pageNo", "must be a whole number from 1 on");
        }
        if (limit < 1 || limit > MAX_PAGE) {
            throw new Problem.Invalid("limit", "must be from 1 to " + MAX_PAGE);
        }
        String from = beginning.orElse("");
        return new Listed(store.list(app.id(), from, (page - 1L) * limit, limit), store.count(app.id(), from));
    }

    /** Removes the user's profile and subscriptions. */
    public void remove(App app, UserId user) {
        transactions.run(() -> {
            if (!store.remove(app.id(), user)) {
                throw new Problem.NotFound("user");
            }
            topics.forget(app.id(), user);
        });
    }
}
