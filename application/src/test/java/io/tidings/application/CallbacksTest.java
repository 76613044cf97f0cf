package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.application.Callbacks.Result;
import io.tidings.domain.app.ApiKey;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which callbacks count, and for what. */
class CallbacksTest {

    private final World world = World.withCallbacks();

    @Test
    void doubledCallback_changesNothing() {
        DeliveryId id = sent();
        world.report("scripted-1", ReportedStatus.DELIVERED);
        Delivery once = world.delivery(id);

        assertThat(world.report("scripted-1", ReportedStatus.DELIVERED)).isEqualTo(Result.APPLIED);
        assertThat(world.report(id, 1, "scripted-1", ReportedStatus.DELIVERED)).isEqualTo(Result.APPLIED);

        assertThat(world.delivery(id)).isEqualTo(once);
        assertThat(world.events(id)).filteredOn(Event.RECEIPT::equals).hasSize(1);
    }

    @Test
    void forgedCallback_changesNothing() {
        DeliveryId id = sent();
        Delivery before = world.delivery(id);
        ProviderSettings wrong = world.instance.settings()
                .with(ProviderSettings.of(Map.of(ScriptedProvider.TOKEN, "guessed")));

        CallbackRequest forged = ScriptedProvider.callback(urlOf(world.instance, id), wrong, "scripted-1",
                ReportedStatus.SEEN);

        assertThat(world.callbacks.ofInstance(world.instance.id(), forged)).isEqualTo(Result.FORGED);
        assertThat(world.callbacks.ofApp(world.app.key(), world.instance.provider(), forged))
                .isEqualTo(Result.FORGED);
        assertThat(world.delivery(id)).isEqualTo(before);
    }

    @Test
    void callbackWithoutMessages_isIgnored() {
        var empty = new CallbackRequest("POST", URI.create("https://tidings.example.com"),
                Map.of(ScriptedProvider.PROOF,
                        List.of(world.instance.settings().require(ScriptedProvider.TOKEN))),
                new byte[0]);

        assertThat(world.callbacks.ofInstance(world.instance.id(), empty)).isEqualTo(Result.IGNORED);
    }

    @Test
    void callbackOfAMessageSentWithOtherSettings_isProvenByThese() {
        DeliveryId id = world.send(Requests.overriding(
                Map.of("scripted", Map.of("_config", Map.of(ScriptedProvider.TOKEN, "another-token"))),
                Requests.toAnn()));
        world.step();
        ProviderSettings used = world.provider.requests().getFirst().settings();
        assertThat(used.require(ScriptedProvider.TOKEN)).isEqualTo("another-token");

        Result result = world.callbacks.ofInstance(world.instance.id(), ScriptedProvider.callback(
                urlOf(world.instance, id), used, "scripted-1", ReportedStatus.DELIVERED));

        assertThat(result).isEqualTo(Result.APPLIED);
        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackBeforeTheAnswer_isParkedAndAppliedWithTheAnswer() {
        DeliveryId id = world.sendToAnn();
        world.report("scripted-1", ReportedStatus.DELIVERED);
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);

        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void parkedCallback_isAppliedWhenALookUpFindsItsMessage() {
        world.provider.answeringLookUps(question -> new LookUpOutcome.Found(
                List.of(Samples.report("lost-1", ReportedStatus.SENT))));
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        world.report("lost-1", ReportedStatus.SEEN);

        world.pass(Duration.ofMinutes(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);
    }

    @Test
    void parkedCallback_isAppliedWhenAnotherCallbackNamesItsAttempt() {
        DeliveryId id = world.sendToAnn();
        world.stepAndCrash();
        world.report("lost-1", ReportedStatus.SEEN);

        world.report(id, 1, "lost-1", ReportedStatus.SENT);

        assertThat(world.state(id)).isEqualTo(DeliveryState.SEEN);
    }

    @Test
    void callbackThatNamesAnUnknownDelivery_isAppliedByItsReference() {
        DeliveryId id = sent();

        world.report(new DeliveryId(world.ids.next()), 1, "scripted-1", ReportedStatus.DELIVERED);

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackThatNamesNonsense_isAppliedByItsReference() {
        DeliveryId id = sent();
        URI url = URI.create("https://tidings.example.com/x?delivery=" + "-".repeat(36) + "&attempt=0");

        world.callbacks.ofInstance(world.instance.id(), world.callback(url, "scripted-1", ReportedStatus.DELIVERED));

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackThatNamesAnAttemptThatNeverWas_isAppliedToTheOneThatItsReferenceNames() {
        DeliveryId id = sent();

        world.report(id, 999_999, "scripted-1", ReportedStatus.DELIVERED);

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackOfTheProviderThatServedBefore_countsForTheAttemptThatItNames() {
        World both = withTwoProviders();
        DeliveryId id = sentAgainThroughTheOther(both);

        both.report(id, 1, "late-1", ReportedStatus.DELIVERED);

        assertThat(both.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackOfTheProviderThatServedBefore_countsAlsoWhenItNamesOnlyTheReference() {
        World both = withTwoProviders();
        DeliveryId known = sentAgainThroughTheOther(both);
        both.report(known, 1, "late-1", ReportedStatus.SENT);
        both.report("late-1", ReportedStatus.SEEN);
        assertThat(both.state(known)).isEqualTo(DeliveryState.SEEN);

        World again = withTwoProviders();
        DeliveryId parked = sentAgainThroughTheOther(again);
        again.report("late-1", ReportedStatus.SEEN);
        again.report(parked, 1, "late-1", ReportedStatus.SENT);
        assertThat(again.state(parked)).as("known only after it was parked").isEqualTo(DeliveryState.SEEN);
    }

    private static World withTwoProviders() {
        return World.of(new ScriptedProvider(), new ScriptedProvider(new ProviderId("other"), Samples.WHATSAPP));
    }

    /** Nobody heard what became of its first attempt; by the second, another provider served it. */
    private static DeliveryId sentAgainThroughTheOther(World both) {
        DeliveryId id = both.sendToAnn();
        both.stepAndCrash();
        both.enable(both.instance, false);
        both.stores.providerInstances()
                .add(Samples.instance(both.app.id(), new ProviderId("other"), Samples.WHATSAPP));
        both.pass(Duration.ofMinutes(10));
        assertThat(both.delivery(id).attempts()).extracting(attempt -> attempt.lane().provider())
                .containsExactly(ScriptedProvider.ID, new ProviderId("other"));
        return id;
    }

    @Test
    void callbackThatNamesAnotherAppsDelivery_doesNotTouchIt() {
        DeliveryId id = sent();
        Delivery before = world.delivery(id);
        App stranger = Samples.app();
        world.stores.apps().add(stranger);
        ProviderInstance theirs = Samples.instance(stranger.id());
        world.stores.providerInstances().add(theirs);

        Result result = world.callbacks.ofInstance(theirs.id(), ScriptedProvider.callback(urlOf(theirs, id),
                theirs.settings(), "scripted-1", ReportedStatus.SEEN));

        assertThat(result).isEqualTo(Result.APPLIED);
        assertThat(world.delivery(id)).isEqualTo(before);
    }

    @Test
    void callbackOfARemovedInstance_isNotFound() {
        DeliveryId id = sent();
        world.stores.providerInstances().remove(world.instance.id());

        assertThatThrownBy(() -> world.report(id, 1, "scripted-1", ReportedStatus.SEEN))
                .isInstanceOf(Problem.NotFound.class).hasMessage("There is no such provider instance.");
        assertThatThrownBy(() -> world.report("scripted-1", ReportedStatus.SEEN))
                .isInstanceOf(Problem.NotFound.class).hasMessage("There is no such provider instance.");
    }

    @Test
    void callbackForAnUnknownApp_isNotFound() {
        assertThatThrownBy(() -> world.callbacks.ofApp(new ApiKey("nobody"), world.instance.provider(),
                world.callback(URI.create("https://x.example.com"), "scripted-1", ReportedStatus.SEEN)))
                .isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void callbackOfADisabledInstance_counts() {
        DeliveryId id = sent();
        world.enable(world.instance, false);

        world.report(id, 1, "scripted-1", ReportedStatus.DELIVERED);

        assertThat(world.state(id)).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void callbackThatNobodyClaims_isForgottenAfterAWeek() {
        world.report("scripted-1", ReportedStatus.SEEN);
        world.clock.advance(Duration.ofDays(8));
        world.engine.tidyUp();

        DeliveryId id = sent();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void callback_asksOneQuestionAndMakesOneUnitOfWork() {
        DeliveryId id = sent();
        world.outage.asked();

        world.report(id, 1, "scripted-1", ReportedStatus.SENT);
        assertThat(world.outage.asked()).containsExactly("findRecent", "call", "lock", "save");

        world.report("scripted-1", ReportedStatus.DELIVERED);
        assertThat(world.outage.asked()).containsExactly("ofApp", "call", "findByReference", "lock", "save");
    }

    private DeliveryId sent() {
        DeliveryId id = world.sendToAnn();
        world.step();
        return id;
    }

    private URI urlOf(ProviderInstance instance, DeliveryId id) {
        return world.urls.ofAttempt(instance.id(), id, 1).orElseThrow();
    }
}
