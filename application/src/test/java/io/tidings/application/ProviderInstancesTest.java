package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.application.ProviderInstances.Draft;
import io.tidings.domain.app.App;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.Verification;
import io.tidings.domain.secret.Secret;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators can do with providers. */
class ProviderInstancesTest {

    private final World world = World.withCallbacks();
    private final ProviderInstances instances = world.instances;

    @Test
    void newInstance_getsDefaults() {
        ProviderInstance made = create(Drafts.complete());

        assertThat(made.enabled()).isTrue();
        assertThat(made.position()).isZero();
        assertThat(made.concurrency()).isEqualTo(ProviderInstance.DEFAULT_CONCURRENCY);
        assertThat(instances.get(world.app, Samples.WHATSAPP, made.id())).isEqualTo(made);
    }

    @Test
    void everyBadSetting_isNamed() {
        var draft = new Draft(Optional.of("scripted"), Optional.of(" "),
                Optional.of(Map.of(ScriptedProvider.SENDER, "nonsense", "OTHER", "x")), Optional.empty(),
                Optional.of(-1), Optional.of(0), Optional.of(0));

        assertThat(problemsOf(() -> create(draft))).extracting(FieldProblem::field).containsExactly(
                "settings.SCRIPTED_TOKEN", "settings.SCRIPTED_SENDER", "settings.OTHER", "name", "position",
                "concurrency", "messagesPerSecond");
    }

    @Test
    void instanceWhoseMessagesAreUnderWay_cannotBeRemovedUntilTheyHaveEnded() {
        DeliveryId id = world.sendToAnn();
        world.step();

        assertThatThrownBy(() -> world.instances.remove(world.app, Samples.WHATSAPP, world.instance.id()))
                .isInstanceOf(Problem.Conflict.class).hasMessageContaining("under way");
        assertThat(world.stores.providerInstances().find(world.instance.id())).isPresent();

        world.report(world.stores.deliveries().find(id).orElseThrow().reference().orElseThrow(), ReportedStatus.SEEN);
        world.instances.remove(world.app, Samples.WHATSAPP, world.instance.id());
        assertThat(world.stores.providerInstances().find(world.instance.id())).isEmpty();
    }

    @Test
    void whoeverFoundTheInstanceBeforeItWasRemoved_beginsNothingThroughIt() {
        DeliveryId id = world.sendToAnn();
        var late = new Lanes(world.stores.lanes(), world.stores.deliveries(), world.stores.transactions(),
                world.timing);
        world.instances.remove(world.app, Samples.WHATSAPP, world.instance.id());

        assertThat(late.claim(world.instance, (due, pace) -> {
            throw new AssertionError("begins " + due);
        })).isEmpty();
        assertThat(world.state(id)).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void unknownProvider_isToldWhichThereAre() {
        var draft = new Draft(Optional.of("pigeon"), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(problemsOf(() -> create(draft))).containsExactly(
                new FieldProblem("provider", "must be a provider of the channel whatsapp: scripted"));
        assertThat(problemsOf(() -> instances.create(world.app, new Channel("sms"), draft))).containsExactly(
                new FieldProblem("provider", "must be a provider of the channel sms: none is installed"));
    }

    @Test
    void maskedSecret_keepsItsValueWhenAnInstanceIsChanged() {
        ProviderInstance changed = change(Drafts.settings(
                Map.of(ScriptedProvider.TOKEN, Secret.MASK, ScriptedProvider.SENDER, "AC00000000000000ff")));

        assertThat(changed.settings().get(ScriptedProvider.TOKEN))
                .isEqualTo(ScriptedProvider.SETTINGS.get(ScriptedProvider.TOKEN));
        assertThat(changed.settings().get(ScriptedProvider.SENDER)).hasValue("AC00000000000000ff");
    }

    @Test
    void maskedSecret_isNoSecretOfANewInstance() {
        var draft = new Draft(Optional.of("scripted"), Optional.empty(),
                Optional.of(Map.of(ScriptedProvider.TOKEN, Secret.MASK, ScriptedProvider.SENDER,
                        "AC00000000000000ff")),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(problemsOf(() -> create(draft))).extracting(FieldProblem::field)
                .containsExactly("settings.SCRIPTED_TOKEN");
    }

    @Test
    void emptySetting_removesIt() {
        assertThat(problemsOf(() -> change(Drafts.settings(Map.of(ScriptedProvider.TOKEN, "")))))
                .extracting(FieldProblem::field).containsExactly("settings.SCRIPTED_TOKEN");
        assertThat(instances.get(world.app, Samples.WHATSAPP, world.instance.id())).isEqualTo(world.instance);
    }

    @Test
    void change_leavesTheRestAndCountsTheVersion() {
        world.clock.advance(Duration.ofMinutes(1));
        ProviderInstance changed = change(Drafts.named("Second", 5, 7));

        assertThat(changed).usingRecursiveComparison()
                .ignoringFields("name", "position", "concurrency", "version", "updatedAt").isEqualTo(world.instance);
        assertThat(changed.name()).isEqualTo("Second");
        assertThat(changed.version()).isEqualTo(world.instance.version() + 1);
        assertThat(changed.updatedAt()).isEqualTo(world.clock.instant());
    }

    @Test
    void provider_cannotBeChanged() {
        var draft = new Draft(Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(problemsOf(() -> change(draft))).extracting(FieldProblem::field).containsExactly("provider");
    }

    @Test
    void changeThatWasOvertaken_isAConflict() {
        var overtaken = new ProviderInstances(world.stores.providerInstances(), world.stores.deliveries(),
                world.stores.lanes(), world.stores.transactions(), world.catalogue,
                new Timing(() -> {
                    world.enable(world.instance, false);
                    return Samples.NOW;
                }, world.timing.policies(), world.timing.random(), "node-2"), world.ids, () -> {});

        assertThatThrownBy(() -> overtaken.change(world.app, Samples.WHATSAPP, world.instance.id(),
                Drafts.named("Second", 5, 7))).isInstanceOf(Problem.Conflict.class);

        assertThat(instances.get(world.app, Samples.WHATSAPP, world.instance.id()).name()).isEqualTo("Sample");
    }

    @Test
    void othersInstance_isNotFound() {
        App stranger = Samples.app();

        assertThatThrownBy(() -> instances.get(stranger, Samples.WHATSAPP, world.instance.id()))
                .isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> instances.remove(stranger, Samples.WHATSAPP, world.instance.id()))
                .isInstanceOf(Problem.NotFound.class);
        assertThatThrownBy(() -> instances.get(world.app, new Channel("sms"), world.instance.id()))
                .isInstanceOf(Problem.NotFound.class);
        assertThat(instances.list(stranger, Samples.WHATSAPP)).isEmpty();
    }

    @Test
    void providerThatIsNotInstalledAnyMore_isAConflict() {
        World other = World.of(new ScriptedProvider(new ProviderId("other"), Samples.WHATSAPP));

        assertThatThrownBy(() -> other.instances.verify(other.app, Samples.WHATSAPP, other.instance.id()))
                .isInstanceOf(Problem.Conflict.class).hasMessageContaining("scripted is not installed");
    }

    @Test
    void verify_asksTheService() {
        assertThat(instances.verify(world.app, Samples.WHATSAPP, world.instance.id()))
                .isEqualTo(new Verification.Works("a scripted account"));
    }

    private ProviderInstance create(Draft draft) {
        return instances.create(world.app, Samples.WHATSAPP, draft);
    }

    private ProviderInstance change(Draft draft) {
        return instances.change(world.app, Samples.WHATSAPP, world.instance.id(), draft);
    }

    private static List<FieldProblem> problemsOf(Runnable work) {
        return catchThrowableOfType(Problem.Invalid.class, work::run).problems();
    }
}
