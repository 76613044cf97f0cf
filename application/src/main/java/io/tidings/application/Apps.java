package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.app.AppStore;
import io.tidings.domain.app.SecretDigest;
import io.tidings.domain.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The tenants and their credentials. */
public final class Apps {

    private static final int NAME_LENGTH = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final AppStore store;
    private final Timing timing;
    private final IdSource ids;
    private final Credentials credentials;

    /** @param secrets unpredictable: a {@link java.security.SecureRandom} in production */
    public Apps(AppStore store, Timing timing, IdSource ids, RandomGenerator secrets) {
        this.store = store;
        this.timing = timing;
        this.ids = ids;
        this.credentials = new Credentials(secrets);
    }

    /** An app with its secret in the clear, for the one moment in which it is shown. */
    public record WithSecret(App app, Secret secret) {}

    /** Creates an app whose deliveries may wait as long as the installation's may. */
    public WithSecret create(String name) {
        return create(name, Optional.empty());
    }

    /**
     * @param budget how long the app's deliveries may wait to be handed over; empty means the installation's default
     */
    public WithSecret create(String name, Optional<Duration> budget) {
        checkName(name);
        checkBudget(budget);
        Secret secret = credentials.secret();
        App app = new App(new AppId(ids.next()), name.strip(), credentials.key(), SecretDigest.of(secret),
                budget, timing.now());
        store.add(app);
        return new WithSecret(app, secret);
    }

    /** Gives the app a new secret; the old one is void at once. */
    public WithSecret rotateSecret(AppId id) {
        App app = get(id);
        Secret secret = credentials.secret();
        store.replaceSecret(id, SecretDigest.of(secret));
        return new WithSecret(app, secret);
    }

    /**
     * What an operator changes of an app.
     *
     * @param name    what it is called from now on; empty leaves it as it is
     * @param budgets whether the budget is changed, too
     * @param budget  how long its deliveries may wait to be handed over; empty means the installation's default
     */
    public record Change(Optional<String> name, boolean budgets, Optional<Duration> budget) {}

    /** All of it, or nothing where something of it cannot be. */
    public App change(AppId id, Change change) {
        change.name().ifPresent(Apps::checkName);
        checkBudget(change.budget());
        get(id);
        change.name().ifPresent(name -> store.rename(id, name.strip()));
        if (change.budgets()) {
            store.replaceBudget(id, change.budget());
        }
        return get(id);
    }

    private static void checkName(String name) {
        if (name == null || name.isBlank() || name.length() > NAME_LENGTH
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new Problem.Invalid("name", "must be a text of 1 to " + NAME_LENGTH + " characters");
        }
    }

    private static void checkBudget(Optional<Duration> budget) {
        if (budget.filter(it -> it.compareTo(SHORTEST) < 0 || it.compareTo(LONGEST) > 0).isPresent()) {
            throw new Problem.Invalid("deliveryBudgetSeconds",
                    "must be from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds());
        }
    }

    public App get(AppId id) {
        return store.find(id).orElseThrow(() -> new Problem.NotFound("app"));
    }

    /** All apps, oldest first. */
    public List<App> all() {
        return store.all();
    }
}
