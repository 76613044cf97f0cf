package io.tidings.application.simulation;

import io.tidings.domain.delivery.LaneStore.Traffic;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The law of a lane's rate: by the true time all processes together take no more than it allows. A bucket that leaks at
 * the rate never holds more than a burst, and what is counted double because clocks differ or a node was overtaken.
 */
final class RateLaws {

    private static final int BURSTS_PER_SECOND = 10;

    private final SimulatedWorld world;
    private final Map<Key, Bucket> buckets = new HashMap<>();
    private final List<Claim> claimed = new ArrayList<>();

    RateLaws(SimulatedWorld world) {
        this.world = world;
    }

    private record Key(ProviderInstanceId lane, Traffic traffic) {}

    private record Bucket(double level, Instant at) {}

    private record Claim(Key key, int many) {}

    /** So many were claimed, within a unit of work that may still be undone. */
    void claimed(ProviderInstanceId lane, Traffic traffic, int many) {
        claimed.add(new Claim(new Key(lane, traffic), many));
    }

    void undone() {
        claimed.clear();
    }

    void committed() {
        claimed.forEach(claim -> world.stores().providerInstances().find(claim.key().lane())
                .ifPresent(instance -> fill(claim, instance)));
        claimed.clear();
    }

    private void fill(Claim claim, ProviderInstance instance) {
        RateLimit rate = claim.key().traffic() == Traffic.SENDS ? instance.rate() : instance.rate().ofQuestions();
        Instant now = world.time().now();
        Bucket before = buckets.getOrDefault(claim.key(), new Bucket(0, now));
        double leaked = rate.perSecond() * seconds(Duration.between(before.at(), now));
        var after = new Bucket(Math.max(0, before.level() - leaked) + claim.many(), now);
        // What comes half a share late is not paid again.
        double most = Math.max(1, rate.perSecond() / BURSTS_PER_SECOND) + 1
                + rate.perSecond() * seconds(world.nodes().apart().plus(SimulatedWorld.LONGEST_STEP));
        Violation.unless(after.level() <= most, "%s takes %s too fast: %s of %s", instance.name(),
                claim.key().traffic(), after.level(), most);
        buckets.put(claim.key(), after);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
