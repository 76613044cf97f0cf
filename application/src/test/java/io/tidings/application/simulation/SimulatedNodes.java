package io.tidings.application.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes over the shared stores: at least one lives, and who dies comes back under another name. */
final class SimulatedNodes {

    /** How far a clock may be from the truth, in one world or another. */
    private static final List<Duration> SKEWS = List.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(20));

    private final SimulatedWorld world;
    private final int most;
    private final Duration mostSkew;
    private final List<SimulatedNode> living = new ArrayList<>();
    private final List<SimulatedNode> all = new ArrayList<>();

    SimulatedNodes(SimulatedWorld world, int most) {
        this.world = world;
        this.most = most;
        this.mostSkew = world.chance().of(SKEWS);
    }

    /** How much earlier by one clock is what is later by another. */
    Duration apart() {
        return mostSkew.multipliedBy(2);
    }

    /** One that lives and is not stopped; it is started when there is none. */
    SimulatedNode any() {
        List<SimulatedNode> acting = acting();
        return acting.isEmpty() ? start() : world.chance().of(acting);
    }

    /** Such a one that has claimed something, or any. */
    SimulatedNode busy() {
        List<SimulatedNode> busy = acting().stream().filter(SimulatedNode::hasTasks).toList();
        return busy.isEmpty() ? any() : world.chance().of(busy);
    }

    List<SimulatedNode> acting() {
        bury();
        return living.stream().filter(SimulatedNode::acts).toList();
    }

    /** Also one that has died since it called itself so. */
    SimulatedNode find(String name) {
        return all.stream().filter(node -> node.toString().equals(name)).findFirst().orElseThrow();
    }

    void startAnother() {
        bury();
        if (living.size() < most) {
            start();
        }
    }

    private SimulatedNode start() {
        var node = new SimulatedNode(world, "node-" + (all.size() + 1), skew());
        world.trace().say("%s starts", node);
        all.add(node);
        living.add(node);
        return node;
    }

    void kill() {
        SimulatedNode node = any();
        world.trace().say("%s is killed", node);
        node.die();
    }

    /** Sets the clock of some node, at most that far from the truth. */
    void setAClock() {
        any().setClock(skew());
    }

    void setAllClocks() {
        acting().forEach(node -> node.setClock(Duration.ZERO));
    }

    private Duration skew() {
        return world.calm() ? Duration.ZERO : world.chance().upTo(apart()).minus(mostSkew);
    }

    private void bury() {
        living.removeIf(SimulatedNode::dead);
    }
}
