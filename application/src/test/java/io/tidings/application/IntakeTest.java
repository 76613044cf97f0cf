package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.application.Intake.Recipient;
import io.tidings.application.Intake.Request;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.tx.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is accepted, and what becomes of it at once. */
class IntakeTest {

    private final World world = World.withCallbacks();

    @Test
    void userWhoIsNamedSeveralTimes_getsOneMessage() {
        NotificationId id = world.accept(Requests.to(Samples.ANN, new UserId("bob"), Samples.ANN));

        assertThat(world.of(id)).extracting(delivery -> delivery.order().user())
                .containsExactly(Samples.ANN, new UserId("bob"));
    }

    @Test
    void inlineProfiles_areLaidOverEachOtherInTheirOrder() {
        world.accept(Requests.toAll(List.of(inline("bob", Map.of("phoneNumber", "+447700900001", "name", "Bob")),
                inline("bob", Map.of("phoneNumber", "+447700900002")))));

        assertThat(world.stores.profiles().find(world.app.id(), new UserId("bob")).orElseThrow().properties())
                .isEqualTo(JsonObject.of(Map.of("phoneNumber", "+447700900002", "name", "Bob")));
    }

    @Test
    void inlineProfile_isKnownWhenTheMessageIsSent() {
        DeliveryId id = world.send(Requests.toAll(List.of(inline("bob", Map.of("phoneNumber", "+447700900001")))));
        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void outage_acceptsNothing() {
        world.outage.begin();
        assertThatThrownBy(world::sendToAnn).isInstanceOf(StoreUnavailable.class);

        assertThat(world.wakes).hasValue(0);
    }

    @Test
    void channelWithoutProvider_isDiscardedAtOnce() {
        world.enable(world.instance, false);

        DeliveryId id = world.sendToAnn();

        assertThat(world.state(id)).isEqualTo(DeliveryState.DISCARDED);
        assertThat(world.explanation(id)).isEqualTo("no_provider");
    }

    @Test
    void overriddenChannels_areTheOnlyOnesUsed() {
        NotificationId id = world.accept(Requests.overriding(Map.of("channels", List.of("sms")), Requests.toAnn()));

        assertThat(world.of(id)).extracting(delivery -> delivery.order().channel().id()).containsExactly("sms");
        assertThat(world.of(id)).extracting(Delivery::state).containsExactly(DeliveryState.DISCARDED);
    }

    @Test
    void overriddenBody_reachesTheProviderWithoutTheSettings() {
        world.send(Requests.overriding(
                Map.of("scripted", Map.of("body", "Hello", "_config", Map.of("SCRIPTED_TOKEN", "another"))),
                Requests.toAnn()));
        world.step();

        assertThat(world.provider.requests().getFirst().overrides()).isEqualTo(JsonObject.of(Map.of("body", "Hello")));
    }

    @Test
    void delayedNotification_isSentWhenItsTimeHasComeAndNotBefore() {
        Instant sendAt = Samples.NOW.plus(Duration.ofDays(30));
        DeliveryId id = world.send(Requests.sentAt(sendAt, Requests.toAnn()));
        world.pass(Duration.ofDays(30).minusMillis(1));
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.nextDue()).hasValue(sendAt);

        world.pass(Duration.ofMillis(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void timeInThePast_meansAtOnce() {
        DeliveryId id = world.send(Requests.sentAt(Samples.NOW.minusSeconds(60), Requests.toAnn()));
        world.step();

        assertThat(world.state(id)).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void requestsThatCannotBeUnderstood_areInvalidAndSayWhy() {
        assertInvalid(Requests.to(), "sendTo.recipients", "must name at least one recipient");
        assertInvalid(Requests.toMany(10_001), "sendTo.recipients",
                "must name at most 10000 recipients; send several requests instead");
        assertInvalid(Requests.sentAt(Samples.NOW.plus(Duration.ofDays(367)), Requests.toAnn()), "sendAt",
                "must be at most one year ahead");
        assertInvalid(Requests.overriding(Map.of("channels", "whatsapp"), Requests.toAnn()), "override.channels",
                "must be a list of channels such as [\"whatsapp\"]");
        assertInvalid(Requests.overriding(Map.of("scripted", Map.of("_config", Map.of("SCRIPTED_TOKEN", 7))),
                Requests.toAnn()), "override.scripted._config.SCRIPTED_TOKEN", "must be text");
        assertInvalid(Requests.overriding(Map.of("channel", Map.of("whatsapp", "x")), Requests.toAnn()),
                "override.channel.whatsapp", "must be an object");
    }

    @Test
    void whatDoesNotExist_isUnprocessableAndNamed() {
        assertUnprocessable(Requests.onTopics(List.of("news"), Requests.to()), "sendTo.topics",
                "names a topic that does not exist: news");
        assertUnprocessable(Requests.fromTemplate("welcome", Requests.toAnn()), "notification.templateIdentifier",
                "names a template that does not exist: welcome");
        assertUnprocessable(Requests.inRun("onboarding", "1", Requests.sayingNothing(Requests.toAnn())),
                "notification.workflow.identifier",
                "names a workflow that does not exist: onboarding");
    }

    @Test
    void tenThousandRecipients_areAccepted() {
        assertThat(world.of(world.accept(Requests.toMany(10_000)))).hasSize(10_000);
    }

    private void assertInvalid(Request request, String field, String message) {
        var problem = catchThrowableOfType(Problem.Invalid.class, () -> world.accept(request));
        assertThat(problem.problems()).containsExactly(new FieldProblem(field, message));
    }

    private void assertUnprocessable(Request request, String field, String message) {
        var problem = catchThrowableOfType(Problem.Unprocessable.class, () -> world.accept(request));
        assertThat(problem.problems()).containsExactly(new FieldProblem(field, message));
        assertThat(world.wakes).hasValue(0);
    }

    private static Recipient inline(String user, Map<String, String> properties) {
        return new Recipient(new UserId(user), Optional.of(JsonObject.of(properties)));
    }
}
