package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ProviderInstanceStore} holds. The stores are new and empty for each test, and the same within it.
 */
public interface ProviderInstanceStoreContract {

    Stores stores();

    @Test
    default void addedInstance_comesOutEqual() {
        ProviderInstance instance = Samples.instance(storedApp());
        stores().providerInstances().add(instance);
        assertThat(stores().providerInstances().find(instance.id())).contains(instance);
    }

    @Test
    default void unknownInstance_isNotFound() {
        assertThat(stores().providerInstances().find(Samples.instance(storedApp()).id())).isEmpty();
    }

    @Test
    default void awkwardSettingsAndNames_survive() {
        ProviderSettings settings = ProviderSettings
                .of(Map.of("A_SECRET", Samples.AWKWARD_TEXT, "LONG", "x".repeat(5_000), "BLANK", " "));
        ProviderInstance instance = changed(Samples.instance(storedApp()), Samples.AWKWARD_TEXT, settings, false);
        stores().providerInstances().add(instance);
        assertThat(stores().providerInstances().find(instance.id())).contains(instance);
        assertThat(stores().providerInstances().find(instance.id()).orElseThrow().settings().reveal())
                .isEqualTo(settings.reveal());
    }

    @Test
    default void instanceWithoutSettings_comesOutEqual() {
        ProviderInstance instance = changed(Samples.instance(storedApp()), "None", ProviderSettings.NONE, true);
        stores().providerInstances().add(instance);
        assertThat(stores().providerInstances().find(instance.id())).contains(instance);
    }

    @Test
    default void instanceWithAnIdentifierThatIsTaken_isRefusedAndReplacesNothing() {
        ProviderInstance first = Samples.instance(storedApp());
        stores().providerInstances().add(first);
        ProviderInstance second = changed(first, "Another", first.settings(), false);
        assertThatThrownBy(() -> stores().providerInstances().add(second)).isInstanceOf(RuntimeException.class);
        assertThat(stores().providerInstances().ofApp(first.app())).containsExactly(first);
    }

    @Test
    default void replacedInstance_isOneVersionOn() {
        ProviderInstance before = Samples.instance(storedApp());
        stores().providerInstances().add(before);
        ProviderInstance wanted = new ProviderInstance(before.id(), before.app(), before.provider(), before.channel(),
                "Changed", ProviderSettings.of(Map.of(ScriptedProvider.TOKEN, "changed")), false, -3, 7,
                new RateLimit(3),
                before.version(), before.createdAt(), Samples.NOW.plusMillis(5));

        assertThat(stores().providerInstances().replace(wanted)).isTrue();
        assertThat(stores().providerInstances().find(before.id())).contains(version(wanted, before.version() + 1));
    }

    @Test
    default void replacementOfAStaleVersion_changesNothing() {
        ProviderInstance read = Samples.instance(storedApp());
        stores().providerInstances().add(read);
        assertThat(stores().providerInstances().replace(changed(read, "First", read.settings(), true))).isTrue();
        ProviderInstance stored = stores().providerInstances().find(read.id()).orElseThrow();

        assertThat(stores().providerInstances().replace(changed(read, "Second", read.settings(), true))).isFalse();
        assertThat(stores().providerInstances().find(read.id())).contains(stored);
        assertThat(stores().providerInstances().replace(changed(stored, "Third", read.settings(), true))).isTrue();
    }

    @Test
    default void replacementOfAnUnknownInstance_addsNothing() {
        ProviderInstance unknown = Samples.instance(storedApp());
        assertThat(stores().providerInstances().replace(unknown)).isFalse();
        assertThat(stores().providerInstances().ofApp(unknown.app())).isEmpty();
    }

    @Test
    default void removedInstance_isGone() {
        AppId app = storedApp();
        ProviderInstance removed = Samples.instance(app);
        ProviderInstance kept = Samples.instance(app);
        stores().providerInstances().add(removed);
        stores().providerInstances().add(kept);

        assertThat(stores().providerInstances().remove(removed.id())).isTrue();
        assertThat(stores().providerInstances().remove(removed.id())).isFalse();
        assertThat(stores().providerInstances().find(removed.id())).isEmpty();
        assertThat(stores().providerInstances().ofApp(app)).containsExactly(kept);
        assertThat(stores().providerInstances().replace(removed)).isFalse();
    }

    @Test
    default void instances_areOrderedByPositionThenByAge() {
        AppId app = storedApp();
        ProviderInstance last = at(app, 1, Samples.NOW);
        ProviderInstance younger = at(app, 0, Samples.NOW.plusMillis(1));
        ProviderInstance older = at(app, 0, Samples.NOW);
        ProviderInstance first = at(app, -1, Samples.NOW.plusMillis(2));
        for (ProviderInstance instance : new ProviderInstance[]{last, younger, older, first}) {
            stores().providerInstances().add(instance);
        }
        assertThat(stores().providerInstances().ofApp(app)).containsExactly(first, older, younger, last);
        assertThat(stores().providerInstances().ofApp(keyOf(app))).containsExactly(first, older, younger, last);
    }

    @Test
    default void instancesOfAnApp_areItsOwn() {
        ProviderInstance mine = Samples.instance(storedApp());
        ProviderInstance theirs = Samples.instance(storedApp());
        stores().providerInstances().add(mine);
        stores().providerInstances().add(theirs);
        assertThat(stores().providerInstances().ofApp(mine.app())).containsExactly(mine);
        assertThat(stores().providerInstances().ofApp(storedApp())).isEmpty();
        assertThat(stores().providerInstances().ofApp(keyOf(theirs.app()))).containsExactly(theirs);
        assertThat(stores().providerInstances().ofApp(keyOf(storedApp()))).isEmpty();
        assertThat(stores().providerInstances().ofApp(new ApiKey("nobody"))).isEmpty();
    }

    private ApiKey keyOf(AppId app) {
        return stores().apps().find(app).orElseThrow().key();
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private static ProviderInstance changed(ProviderInstance it, String name, ProviderSettings settings,
            boolean enabled) {
        return new ProviderInstance(it.id(), it.app(), it.provider(), it.channel(), name, settings, enabled,
                it.position(), it.concurrency(), it.rate(), it.version(), it.createdAt(), it.updatedAt());
    }

    private static ProviderInstance version(ProviderInstance it, long version) {
        return new ProviderInstance(it.id(), it.app(), it.provider(), it.channel(), it.name(), it.settings(),
                it.enabled(), it.position(), it.concurrency(), it.rate(), version, it.createdAt(), it.updatedAt());
    }

    private static ProviderInstance at(AppId app, int position, Instant createdAt) {
        ProviderInstance it = Samples.instance(app);
        return new ProviderInstance(it.id(), it.app(), it.provider(), it.channel(), it.name(), it.settings(),
                it.enabled(), position, it.concurrency(), it.rate(), it.version(), createdAt, createdAt);
    }
}
