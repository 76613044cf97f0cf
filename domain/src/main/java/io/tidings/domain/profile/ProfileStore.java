package io.tidings.domain.profile;

import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The people that apps know. One app's users are never seen by another.
 *
 * <p>Safe for use by many threads; each method may be called inside a unit of work or alone.
 */
public interface ProfileStore {

    /**
     * Lays properties over the profiles of users, key by key at the top level; a user who is not known yet is created
     * with them. A profile that has them already stays as it is, with the moment at which it was last changed.
     */
    void merge(AppId app, Map<UserId, JsonObject> properties, Instant now);

    Optional<UserProfile> find(AppId app, UserId user);

    /**
     * Those of the users that are known, by identifier. Only to be read: a unit of work waits for nobody who changes
     * them, and keeps nobody from it.
     */
    Map<UserId, UserProfile> find(AppId app, Collection<UserId> users);

    /**
     * The users whose {@code phoneNumber} is a {@linkplain PhoneNumber number} that ends with these digits.
     *
     * @param digits nothing but digits, at least one
     * @param limit  how many are wanted at most, whichever they are
     */
    Set<UserId> withPhoneEnding(AppId app, String digits, int limit);

    /**
     * A part of the app's users in the order of their identifiers.
     *
     * @param beginning that of their identifiers; empty text is that of all
     * @param offset    how many are passed over
     */
    List<UserProfile> list(AppId app, String beginning, long offset, int limit);

    /** How many users the app has whose identifiers begin so. */
    long count(AppId app, String beginning);

    /** @return whether there was one to remove */
    boolean remove(AppId app, UserId user);
}
