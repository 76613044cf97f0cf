package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.profile.UserProfile;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryProfileStore implements ProfileStore {

    private record Key(AppId app, UserId user) {}

    private final InMemoryTransactions transactions;
    private final Table<Key, UserProfile> profiles;

    InMemoryProfileStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.profiles = new Table<>(transactions);
    }

    @Override
    public void merge(AppId app, Map<UserId, JsonObject> properties, Instant now) {
        transactions.step(() -> {
            properties.forEach((user, laid) -> merge(new Key(app, user), laid, now));
            return null;
        });
    }

    private void merge(Key key, JsonObject laid, Instant now) {
        Optional<UserProfile> known = profiles.find(key);
        UserProfile merged = known
                .map(before -> new UserProfile(key.app(), key.user(), before.properties().with(laid),
                        before.createdAt(), now))
                .orElseGet(() -> new UserProfile(key.app(), key.user(), laid, now, now));
        if (known.filter(before -> before.properties().equals(merged.properties())).isEmpty()) {
            profiles.put(key, merged);
        }
    }

    @Override
    public Optional<UserProfile> find(AppId app, UserId user) {
        return transactions.step(() -> profiles.find(new Key(app, user)));
    }

    @Override
    public Map<UserId, UserProfile> find(AppId app, Collection<UserId> users) {
        return transactions.step(() -> {
            var found = new HashMap<UserId, UserProfile>();
            users.forEach(user -> profiles.find(new Key(app, user)).ifPresent(profile -> found.put(user, profile)));
            return Map.copyOf(found);
        });
    }

    @Override
    public Set<UserId> withPhoneEnding(AppId app, String digits, int limit) {
        return transactions.step(() -> profiles.rows()
                .filter(profile -> profile.app().equals(app))
                .filter(profile -> UserProfile.phoneNumber(profile.properties())
                        .filter(phone -> phone.e164().endsWith(digits)).isPresent())
                .map(UserProfile::user).limit(limit).collect(Collectors.toSet()));
    }

    @Override
    public List<UserProfile> list(AppId app, String beginning, long offset, int limit) {
        return transactions.step(() -> beginning(app, beginning)
                .sorted(Comparator.comparing(profile -> profile.user().value())).skip(offset).limit(limit).toList());
    }

    @Override
    public long count(AppId app, String beginning) {
        return transactions.step(() -> beginning(app, beginning).count());
    }

    private Stream<UserProfile> beginning(AppId app, String beginning) {
        return profiles.rows().filter(profile -> profile.app().equals(app)
                && profile.user().value().startsWith(beginning));
    }

    @Override
    public boolean remove(AppId app, UserId user) {
        return transactions.step(() -> profiles.remove(new Key(app, user)).isPresent());
    }
}
