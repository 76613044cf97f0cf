package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.notification.ProviderOverride;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.persistence.Persistence.CannotOpen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who gets hold of the database files, or can write in them. */
final class SecretsAtRestTest {

    private static final String TOKEN = "the-token-that-nobody-may-find";
    private static final ProviderSettings SECRETS = ProviderSettings
            .of(Map.of("TOKEN", TOKEN, "SID", "the-public-sid"));

    @TempDir
    private Path directory;

    private Opened opened;
    private App app;

    @BeforeEach
    void open() {
        opened = Opened.in(directory);
        app = Samples.app();
        opened.apps().add(app);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void secrets_areNowhereInTheFiles() throws IOException {
        ProviderInstance instance = added(SECRETS);
        Notification notification = added(overriding(SECRETS));
        opened.providerInstances().replace(instance);
        assertThat(filesContain("Your parcel has arrived.")).as("the search finds what is there").isTrue();
        assertThat(filesContain(TOKEN)).isFalse();

        opened.close();
        assertThat(filesContain(TOKEN)).isFalse();

        opened = Opened.in(directory);
        assertThat(opened.providerInstances().find(instance.id()).orElseThrow().settings()).isEqualTo(SECRETS);
        assertThat(opened.notifications().find(notification.id())).contains(notification);
    }

    @Test
    void sealedSettingsCopiedToAnotherInstance_doNotOpen() {
        ProviderInstance mine = added(ProviderSettings.NONE);
        ProviderInstance theirs = added(SECRETS);
        execute("UPDATE provider_instance SET settings = (SELECT settings FROM provider_instance WHERE id = ?)"
                + " WHERE id = ?", theirs.id().value(), mine.id().value());
        assertThatThrownBy(() -> opened.providerInstances().find(mine.id()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("does not open")
                .hasMessageNotContaining(TOKEN);
        assertThat(opened.providerInstances().find(theirs.id())).contains(theirs);
    }

    @Test
    void instanceMovedToAnotherApp_doesNotOpen() {
        ProviderInstance theirs = added(SECRETS);
        App thief = Samples.app();
        opened.apps().add(thief);
        execute("UPDATE provider_instance SET app_id = ?", thief.id().value());
        assertThatThrownBy(() -> opened.providerInstances().find(theirs.id()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("does not open");
    }

    @Test
    void settingsCopiedIntoAnOverride_doNotOpen() {
        added(SECRETS);
        Notification notification = added(overriding(ProviderSettings.NONE));
        execute("UPDATE notification SET overridden_settings = (SELECT settings FROM provider_instance)");
        assertThatThrownBy(() -> opened.notifications().find(notification.id()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("does not open");
    }

    @Test
    void changedSeal_doesNotOpen() {
        ProviderInstance instance = added(SECRETS);
        execute("UPDATE provider_instance SET settings = CAST(substr(settings, 1, 30) AS BLOB)");
        assertThatThrownBy(() -> opened.providerInstances().find(instance.id()))
                .isInstanceOf(IllegalStateException.class);
        execute("UPDATE provider_instance SET settings = x'00'");
        assertThatThrownBy(() -> opened.providerInstances().find(instance.id()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("No key is left");
    }

    @Test
    void olderKeys_stillOpenWhatTheySealed() {
        ProviderInstance instance = added(SECRETS);
        String before = keyNumber(instance);
        execute("CREATE TABLE backup AS SELECT settings FROM provider_instance");
        opened.persistence().rotateKeys();
        execute("UPDATE provider_instance SET settings = (SELECT settings FROM backup)");
        assertThat(keyNumber(instance)).isEqualTo(before);
        assertThat(opened.providerInstances().find(instance.id())).contains(instance);

        opened.close();
        opened = Opened.in(directory);
        assertThat(opened.providerInstances().find(instance.id())).contains(instance);
        assertThat(opened.providerInstances().replace(instance)).isTrue();
        assertThat(keyNumber(instance)).isNotEqualTo(before);
    }

    @Test
    void rotation_sealsAnewWhatOlderKeysSealed() {
        ProviderInstance old = added(SECRETS);
        Notification overriding = added(overriding(SECRETS));
        String before = keyNumber(old);

        assertThat(opened.persistence().rotateKeys()).isEqualTo(2);

        assertThat(keyNumber(old)).isNotEqualTo(before).isEqualTo(keyNumber(added(SECRETS)));
        assertThat(opened.providerInstances().find(old.id())).contains(old);
        assertThat(opened.notifications().find(overriding.id())).contains(overriding);
    }

    @Test
    void changedMasterKey_isTheOnlyOneThatOpens() throws Exception {
        ProviderInstance instance = added(SECRETS);
        String before = Files.readString(directory.resolve("master.key"));
        Secret another = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

        assertThat(opened.persistence().changeMasterKey(another)).contains(directory.resolve("master.key"));
        opened.persistence().rotateKeys();
        opened.close();

        assertThat(Files.readString(directory.resolve("master.key")).strip()).isEqualTo(another.reveal());
        opened = Opened.in(directory);
        assertThat(opened.providerInstances().find(instance.id())).contains(instance);
        opened.close();
        Files.writeString(directory.resolve("master.key"), before);
        assertThatThrownBy(() -> Opened.in(directory)).isInstanceOf(CannotOpen.class)
                .hasMessageContaining("not the one");
    }

    @Test
    void masterKeyOfAnotherForm_isRefusedAndChangesNothing() {
        assertThatThrownBy(() -> opened.persistence().changeMasterKey(Secret.of("too short")))
                .isInstanceOf(CannotOpen.class).hasMessageContaining("32 bytes");
        opened.close();
        opened = Opened.in(directory);
    }

    private ProviderInstance added(ProviderSettings settings) {
        ProviderInstance sample = Samples.instance(app.id());
        var instance = new ProviderInstance(sample.id(), app.id(), sample.provider(), sample.channel(), sample.name(),
                settings, true, 0, 1, sample.rate(), 1, Samples.NOW, Samples.NOW);
        opened.providerInstances().add(instance);
        return instance;
    }

    private Notification added(Notification notification) {
        opened.notifications().add(List.of(notification));
        return notification;
    }

    private Notification overriding(ProviderSettings settings) {
        Notification sample = Samples.notification(app.id());
        var override = new ProviderOverride(settings, JsonObject.of(Map.of("body", "open")));
        return new Notification(new NotificationId(sample.id().value()), app.id(), sample.content(), Optional.empty(),
                Optional.empty(),
                JsonObject.EMPTY, new Overrides(Optional.empty(), Map.of(ScriptedProvider.ID, override)),
                Optional.empty(), Optional.empty(), 1, Samples.NOW);
    }

    private void execute(String sql, Object... values) {
        opened.persistence().database().write(handle -> handle.execute(sql, values));
    }

    private String keyNumber(ProviderInstance instance) {
        return opened.persistence().database().read(handle -> handle
                .createQuery("SELECT hex(substr(settings, 2, 4)) FROM provider_instance WHERE id = :id")
                .bind("id", instance.id().value()).mapTo(String.class).one());
    }

    private boolean filesContain(String text) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
