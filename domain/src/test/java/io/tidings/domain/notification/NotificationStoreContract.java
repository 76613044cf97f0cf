package io.tidings.domain.notification;

import io.tidings.domain.content.Content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.template.Template;
import io.tidings.domain.testing.AwkwardJson;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link NotificationStore} holds. The stores are new and empty for each test, and the same within it. */
public interface NotificationStoreContract {

    Content NO_CONTENT = new Content(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Stores stores();

    @Test
    default void plainNotification_comesOutEqual() {
        assertSurvives(Samples.notification(storedApp()));
    }

    @Test
    default void templateOfANotification_isKeptAsItWas() {
        AppId app = storedApp();
        Template template = Samples.template(app, "reminder");
        var notification = new Notification(Samples.notification(app).id(), app, NO_CONTENT, Optional.of(template),
                Optional.empty(), JsonObject.EMPTY, Overrides.NONE, Optional.empty(), Optional.empty(), 1, Samples.NOW);
        stores().templates().add(template);
        stores().notifications().add(List.of(notification));
        stores().templates().remove(template.id());
        assertThat(stores().notifications().find(notification.id())).contains(notification);
    }

    @Test
    default void fullNotification_comesOutEqual() {
        assertSurvives(new Notification(Samples.notification(storedApp()).id(), storedApp(),
                new Content(Optional.of("Title"), Optional.of("Message"), Optional.of("https://example.com/?a=b"),
                        Optional.of("https://example.com/icon.png")),
                Optional.empty(), Optional.of("invoices"), JsonObject.of(Map.of("invoice", 17)),
                new Overrides(Optional.of(Set.of(Samples.WHATSAPP, new Channel("sms"))), Map.of()),
                Optional.of(Samples.NOW.plusSeconds(3_600)),
                Optional.of(new WorkflowRun("Zo\u00eb's \ud83d\udc69 %_", Optional.of("order-17"))), 2,
                Samples.NOW));
    }

    @Test
    default void absentAndEmptyTexts_areToldApart() {
        AppId app = storedApp();
        assertSurvives(notification(app, NO_CONTENT, JsonObject.EMPTY, Overrides.NONE));
        Content empty = new Content(Optional.of(""), Optional.of(""), Optional.of(""), Optional.of(""));
        assertSurvives(new Notification(Samples.notification(app).id(), app, empty, Optional.empty(), Optional.of(""),
                JsonObject.EMPTY,
                Overrides.NONE, Optional.empty(), Optional.empty(), 1, Samples.NOW));
    }

    @Test
    default void awkwardTextsAndData_survive() {
        AppId app = storedApp();
        Optional<String> awkward = Optional.of(Samples.AWKWARD_TEXT);
        assertSurvives(notification(app, new Content(awkward, awkward, awkward, awkward), AwkwardJson.values(),
                Overrides.NONE));
        assertSurvives(notification(app, Content.of("deep"), AwkwardJson.deep(), Overrides.NONE));
        assertSurvives(notification(app, Content.of("x".repeat(100_000)), AwkwardJson.large(), Overrides.NONE));
    }

    @Test
    default void membersOfData_keepTheirOrder() {
        Notification notification = notification(storedApp(), NO_CONTENT, AwkwardJson.values(), Overrides.NONE);
        stores().notifications().add(List.of(notification));
        assertThat(found(notification).data().members().keySet())
                .containsExactlyElementsOf(AwkwardJson.values().members().keySet());
    }

    @Test
    default void overriddenSettingsAndBodies_comeOutEqual() {
        AppId app = storedApp();
        ProviderSettings settings = ProviderSettings
                .of(Map.of(ScriptedProvider.TOKEN, Samples.AWKWARD_TEXT, ScriptedProvider.SENDER, "AC1"));
        ProviderId other = new ProviderId("other");
        for (Map<ProviderId, ProviderOverride> overridden : List.of(
                Map.of(other, new ProviderOverride(settings, JsonObject.EMPTY)),
                Map.of(other, new ProviderOverride(ProviderSettings.NONE, AwkwardJson.values())),
                Map.of(ScriptedProvider.ID, new ProviderOverride(settings, AwkwardJson.deep()),
                        other, new ProviderOverride(settings, JsonObject.of(Map.of("contentSid", "HX1")))))) {
            assertSurvives(notification(app, NO_CONTENT, JsonObject.EMPTY,
                    new Overrides(Optional.empty(), overridden)));
        }
    }

    @Test
    default void overriddenSettings_comeOutWithTheirValues() {
        ProviderSettings settings = ProviderSettings.of(Map.of(ScriptedProvider.TOKEN, Samples.AWKWARD_TEXT));
        Notification notification = notification(storedApp(), NO_CONTENT, JsonObject.EMPTY,
                new Overrides(Optional.empty(),
                        Map.of(ScriptedProvider.ID, new ProviderOverride(settings, JsonObject.EMPTY))));
        stores().notifications().add(List.of(notification));
        assertThat(found(notification).overrides().of(ScriptedProvider.ID).settings().reveal())
                .isEqualTo(settings.reveal());
    }

    @Test
    default void unknownNotification_isNotFound() {
        assertThat(stores().notifications().find(Samples.notification(storedApp()).id())).isEmpty();
    }

    @Test
    default void notificationWithAnIdentifierThatIsTaken_isRefusedAndReplacesNothing() {
        Notification first = Samples.notification(storedApp());
        stores().notifications().add(List.of(first));
        Notification second = new Notification(first.id(), first.app(), Content.of("Another"), Optional.empty(),
                Optional.empty(),
                JsonObject.EMPTY, Overrides.NONE, Optional.empty(), Optional.empty(), 1, Samples.NOW);
        assertThatThrownBy(() -> stores().notifications().add(List.of(second))).isInstanceOf(RuntimeException.class);
        assertThat(found(first)).isEqualTo(first);
    }

    @Test
    default void manyNotifications_areFoundAtOnce() {
        AppId app = storedApp();
        List<Notification> added = IntStream.range(0, 2_000).mapToObj(i -> Samples.notification(app)).toList();
        stores().notifications().add(added);
        var asked = new ArrayList<>(added.stream().map(Notification::id).toList());
        asked.add(Samples.notification(app).id());

        Map<NotificationId, Notification> found = stores().notifications().find(asked);
        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(added);
        found.forEach((id, notification) -> assertThat(notification.id()).isEqualTo(id));
        assertThat(stores().notifications().find(List.of())).isEmpty();
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private void assertSurvives(Notification notification) {
        stores().notifications().add(List.of(notification));
        assertThat(found(notification)).isEqualTo(notification);
        assertThat(stores().notifications().find(List.of(notification.id())))
                .isEqualTo(Map.of(notification.id(), notification));
    }

    private Notification found(Notification notification) {
        return stores().notifications().find(notification.id()).orElseThrow();
    }

    private static Notification notification(AppId app, Content content, JsonObject data, Overrides overrides) {
        return new Notification(Samples.notification(app).id(), app, content, Optional.empty(), Optional.empty(), data,
                overrides,
                Optional.empty(), Optional.empty(), 1, Samples.NOW);
    }

    @Test
    default void notificationsOfARun_areFoundByItsNamesWithinTheApp() {
        AppId app = storedApp();
        AppId other = storedApp();
        Notification second = ofRun(app, "reminder", Optional.of("order-17"), Samples.NOW.plusMillis(1));
        Notification first = ofRun(app, "reminder", Optional.of("order-17"), Samples.NOW);
        ofRun(app, "reminder", Optional.of("order-18"), Samples.NOW);
        ofRun(app, "reminder", Optional.empty(), Samples.NOW);
        ofRun(app, "Reminder", Optional.of("order-17"), Samples.NOW);
        ofRun(other, "reminder", Optional.of("order-17"), Samples.NOW);

        assertThat(stores().notifications().ofRun(app, "reminder", "order-17"))
                .containsExactly(first.id(), second.id());
        assertThat(stores().notifications().ofRun(app, "reminder", "order-19")).isEmpty();
    }

    @Test
    default void notificationWithoutDeliveries_isRemovedWhenItIsOld() {
        AppId app = storedApp();
        Notification old = empty(app, Samples.NOW);
        Notification young = empty(app, Samples.NOW.plusMillis(1));
        Notification full = Samples.notification(app);
        stores().notifications().add(List.of(full));

        assertThat(stores().notifications().removeEmpty(Samples.NOW.plusMillis(1), 10)).isEqualTo(1);
        assertThat(stores().notifications().find(List.of(old.id(), young.id(), full.id())))
                .containsOnlyKeys(young.id(), full.id());
        empty(app, Samples.NOW);
        empty(app, Samples.NOW);
        assertThat(stores().notifications().removeEmpty(Samples.NOW.plusSeconds(1), 2)).isEqualTo(2);
        assertThat(stores().notifications().removeEmpty(Samples.NOW.plusSeconds(1), 2)).isEqualTo(1);
        assertThat(stores().notifications().find(full.id())).contains(full);
    }

    private Notification ofRun(AppId app, String workflow, Optional<String> key, Instant createdAt) {
        return added(app, Optional.of(new WorkflowRun(workflow, key)), 1, createdAt);
    }

    private Notification empty(AppId app, Instant createdAt) {
        return added(app, Optional.empty(), 0, createdAt);
    }

    private Notification added(AppId app, Optional<WorkflowRun> run, int made, Instant createdAt) {
        var notification = new Notification(Samples.notification(app).id(), app, NO_CONTENT, Optional.empty(),
                Optional.empty(),
                JsonObject.EMPTY, Overrides.NONE, Optional.empty(), run, made, createdAt);
        stores().notifications().add(List.of(notification));
        return notification;
    }
}
