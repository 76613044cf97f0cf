package io.tidings.application.simulation;

import io.tidings.application.Problem;
import io.tidings.application.ProviderInstances;
import io.tidings.application.ProviderInstances.Draft;
import io.tidings.application.Timing;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who sets the providers up, turns them off and on, and is sometimes behind with a token. */
final class Operator {

    private static final List<Integer> RATES = List.of(1, 5, 80, 80);

    private final SimulatedWorld world;
    private final ProviderInstances instances;
    private int made;
    private boolean behind;
    private boolean evidenceDenied;

    Operator(SimulatedWorld world) {
        this.world = world;
        this.instances = new ProviderInstances(world.stores().providerInstances(),
                world.stores().deliveries(), world.stores().lanes(), world.stores().transactions(),
                new ProviderCatalogue(List.of(new ScriptedProvider())),
                new Timing(world.time()::now, world.policies(), world.chance().split(), "operator"), world.ids(),
                () -> {});
    }

    /** Sets one more instance up, mostly with an account of its own. */
    ProviderInstance add() {
        made++;
        ProviderSettings settings = all().isEmpty() || world.chance().percent(70)
                ? world.service().open(made)
                : world.chance().of(all()).settings();
        ProviderInstance added = instances.create(world.app(), Samples.WHATSAPP,
                draft(Optional.of("lane-" + made), Optional.of(settings.reveal()), Optional.empty(),
                        Optional.of(world.chance().between(1, 4)), Optional.of(world.chance().of(RATES))));
        world.trace().say("the operator sets up %s", added.name());
        return added;
    }

    private List<ProviderInstance> all() {
        return instances.list(world.app(), Samples.WHATSAPP);
    }

    /** Changes something about some instance. */
    void meddle() {
        if (all().isEmpty()) {
            add();
            return;
        }
        ProviderInstance it = world.chance().of(all());
        int dice = world.chance().between(1, 20);
        if (dice <= 7) {
            world.trace().say("the operator turns %s %s", it.name(), it.enabled() ? "off" : "on");
            change(it, draft(Optional.empty(), Optional.empty(), Optional.of(!it.enabled()), Optional.empty()));
        } else if (dice <= 10) {
            change(it, draft(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(it.concurrency() + 1)));
        } else if (dice <= 12 && made < 4) {
            add();
        } else if (dice <= 17) {
            enterTokens();
        } else if (world.unhelpful() && dice == 18) {
            world.trace().say("the operator moves %s to another account", it.name());
            change(it, draft(Optional.empty(), Optional.of(world.service().open(++made).reveal()), Optional.empty(),
                    Optional.empty()));
            behind = true;
            evidenceDenied = true;
        } else if (world.unhelpful() && dice == 19) {
            world.trace().say("the token of %s changes at the service", it.name());
            world.service().rotateToken(it.settings().require(ScriptedProvider.SENDER));
            behind = true;
            evidenceDenied = true;
        } else if (world.unhelpful()) {
            remove(it);
        }
    }

    private void remove(ProviderInstance it) {
        try {
            instances.remove(world.app(), Samples.WHATSAPP, it.id());
            world.trace().say("the operator removes %s", it.name());
            behind = true;
            evidenceDenied = true;
        } catch (Problem.Conflict e) {
            world.trace().say("the operator may not remove %s yet", it.name());
        }
    }

    /** Enters the tokens that the service has now. */
    void enterTokens() {
        for (ProviderInstance it : all()) {
            String account = it.settings().require(ScriptedProvider.SENDER);
            change(it, draft(Optional.empty(), Optional.of(world.service().settings(account).reveal()),
                    Optional.empty(), Optional.empty()));
        }
    }

    /** Whether some token may be another at the service than with us, or in what a caller overrode, or gone. */
    boolean behind() {
        return behind;
    }

    /** Whether some evidence may have been out of reach for the operator's doing. */
    boolean evidenceDenied() {
        return evidenceDenied;
    }

    private void change(ProviderInstance it, Draft draft) {
        instances.change(world.app(), it.channel(), it.id(), draft);
    }

    private static Draft draft(Optional<String> name, Optional<Map<String, String>> settings,
            Optional<Boolean> enabled, Optional<Integer> concurrency) {
        return draft(name, settings, enabled, concurrency, Optional.empty());
    }

    private static Draft draft(Optional<String> name, Optional<Map<String, String>> settings,
            Optional<Boolean> enabled, Optional<Integer> concurrency, Optional<Integer> rate) {
        return new Draft(Optional.of(ScriptedProvider.ID.id()), name, settings, enabled, Optional.empty(),
                concurrency, rate);
    }
}
