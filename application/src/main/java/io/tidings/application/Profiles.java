package io.tidings.application;

import io.tidings.domain.app.App;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import io.tidings.domain.topic.TopicStore;
import io.tidings.domain.tx.Transactions;
import java.util.Map;

/** The people an app knows. */
public final class Profiles {

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
            throw new Problem.Unprocessable("identifier",
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
