package io.tidings.application.simulation;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.provider.Report;
import java.time.Instant;
import java.util.Optional;

/** The end of a world: no trouble any more, and time passes until nothing is due. */
final class Settling {

    /** More moments than the longest life of a world's deliveries has. */
    private static final int MOST_MOMENTS = 5_000;

    private final SimulatedWorld world;
    private int spoken;

    Settling(SimulatedWorld world) {
        this.world = world;
    }

    void settle() {
        world.calmDown();
        world.nodes().setAllClocks();
        world.service().settle();
        world.operator().enterTokens();
        world.nodes().acting().forEach(this::work);
        Instant from = world.time().now();
        for (int moments = 0;; moments++) {
            Violation.unless(moments < MOST_MOMENTS, "the world does not come to rest");
            work(world.nodes().any());
            if (speak()) {
                work(world.nodes().any());
            }
            Optional<Instant> next = next();
            if (next.isEmpty()) {
                break;
            }
            world.time().reach(next.get());
        }
        world.callers().checkNothingLost();
        new RestLaws(world, from).check();
    }

    private void work(SimulatedNode node) {
        int steps = 0;
        do {
            Violation.unless(++steps < MOST_MOMENTS, "the engine wakes itself for ever");
            node.step();
            while (node.hasTasks()) {
                node.runATask();
            }
        } while (node.woken());
    }

    /** Each message that has not been spoken of here gets on a little, and what is told of it arrives or is lost. */
    private boolean speak() {
        boolean anything = spoken < world.service().messages().size() || world.postman().hasLetters();
        for (; spoken < world.service().messages().size(); spoken++) {
            Message message = world.service().messages().get(spoken);
            for (int many = world.chance().between(0, 3); many > 0; many--) {
                Report said = world.service().progress(message);
                world.trace().say("the service says that %s is %s", message, said.word());
                world.postman().said(message, said);
            }
        }
        while (world.postman().hasLetters()) {
            if (world.chance().percent(20)) {
                world.postman().lose();
            } else {
                world.postman().deliver();
            }
        }
        return anything;
    }

    /** What waits in a lane that is turned off falls due no more but for its last moment. */
    private Optional<Instant> next() {
        Instant now = world.time().now();
        Optional<Instant> due = world.nodes().acting().stream().flatMap(node -> node.nextDue().stream())
                .min(Instant::compareTo);
        return due.or(() -> world.deliveries().nextDue(now)).or(() -> world.deliveries().all().stream()
                .filter(delivery -> delivery.due().isPresent())
                .map((Delivery delivery) -> delivery.order().expiresAt())
                .filter(now::isBefore).min(Instant::compareTo));
    }
}
