package io.tidings.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Attempt;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryStore;
import io.tidings.domain.delivery.Due.Step;
import io.tidings.domain.delivery.LaneStore;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.Prepared;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws can fail: bugs that others have had, put in on purpose, are found within {@value #SEEDS} worlds. */
class PlantedBugsTest {

    private static final long SEEDS = 1_000;

    @Test
    void retryOnTimeout_doublesMessages() {
        assertFound(Plant.inProvider(RetryOnTimeout::new), "is doubled by",
                "is discarded, and yet");
    }

    @Test
    void lastReceiptThatWins_forgetsTheOthers() {
        assertFound(Plant.inDeliveries(LastReceiptWins::new), "fell back", "forgot a receipt");
    }

    @Test
    void claimThatAnotherGetsToo_sendsTwice() {
        assertFound(Plant.inDeliveries(ClaimForTwo::new), "is requested a second time",
                "after its lease");
    }

    @Test
    void claimWithoutFencing_recordsWhatIsLongOvertaken() {
        assertFound(Plant.inDeliveries(Unfenced::new), "what it asked when");
    }

    @Test
    void rateThatNobodyPays_isExceeded() {
        assertFound(Plant.inLanes(UnpaidLanes::new), "too fast");
    }

    @Test
    void messageThatFits_isNotAlwaysOnesOwn() {
        assertFound(Plant.inDeliveries(Credulous::new), "did not make its message",
                "has a receipt of another message", "and nobody said so");
    }

    /** One bug may break several laws: some world says what this one is known for. */
    private static void assertFound(Plant plant, String... words) {
        assertThat(new Simulation(plant).failures(1, SEEDS).map(AssertionError::getMessage)
                .filter(says -> Stream.of(words).anyMatch(says::contains)).findFirst()).isPresent();
    }

    /** A provider that calls a timeout a failure, so that it is tried again. */
    private record RetryOnTimeout(ChannelProvider real) implements ChannelProvider {

        @Override
        public SendOutcome send(SendRequest request) {
            return switch (real.send(request)) {
                case SendOutcome.Uncertain(var fault) -> new SendOutcome.Deferred(fault, Optional.empty());
                case SendOutcome clear -> clear;
            };
        }

        @Override
        public ProviderDescriptor descriptor() {
            return real.descriptor();
        }

        @Override
        public Prepared prepare(SendRequest request) {
            return real.prepare(request);
        }

        @Override
        public Verification verify(ProviderSettings settings) {
            return real.verify(settings);
        }

        @Override
        public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
            return real.readCallback(request, settings);
        }

        @Override
        public LookUpOutcome lookUp(LookUp question) {
            return real.lookUp(question);
        }
    }

    /** A store with one column for the status, which every receipt overwrites. */
    private static final class LastReceiptWins extends ForwardingDeliveries {

        LastReceiptWins(DeliveryStore real) {
            super(real);
        }

        @Override
        public Set<DeliveryId> save(Collection<Delivery> changed) {
            return super.save(changed.stream().map(it -> new Delivery(it.order(), it.lane(),
                    it.attempts().stream().map(LastReceiptWins::overwritten).toList(), it.ending(), it.waiting(),
                    it.due(), it.updatedAt(), it.version(), it.unsaved())).toList());
        }

        private static Attempt overwritten(Attempt it) {
            return new Attempt(it.number(), it.lane(), it.startedAt(), it.imprint(), it.call(), it.fault(),
                    it.reference(),
                    it.receipts().stream().reduce((earlier, later) -> later).map(Set::of).orElse(Set.of()));
        }
    }

    /** A store without versions: whoever has claimed something may write it, however long ago that was. */
    private static final class Unfenced extends ForwardingDeliveries {

        Unfenced(DeliveryStore real) {
            super(real);
        }

        @Override
        public List<Delivery> lock(Set<DeliveryId> ids) {
            return super.lock(ids).stream().map(it -> version(it, 0)).toList();
        }

        @Override
        public List<Delivery> claimQuestions(ProviderInstanceId lane, Step step, int limit, Lease lease, Instant now) {
            return super.claimQuestions(lane, step, limit, lease, now).stream().map(it -> version(it, 0)).toList();
        }

        @Override
        public List<Delivery> findWaiting(ProviderInstanceId lane, int limit) {
            return super.findWaiting(lane, limit).stream().map(it -> version(it, 0)).toList();
        }

        @Override
        public Set<DeliveryId> save(Collection<Delivery> changed) {
            return super.save(changed.stream().map(it -> version(it, find(it.id()).orElseThrow().version())).toList());
        }

        private static Delivery version(Delivery it, long version) {
            return new Delivery(it.order(), it.lane(), it.attempts(), it.ending(), it.waiting(), it.due(),
                    it.updatedAt(), version, it.unsaved());
        }
    }

    /** A store that forgets what a lane has used. */
    private record UnpaidLanes(LaneStore real) implements LaneStore {

        @Override
        public Instant lockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
            return real.lockPaidUntil(lane, traffic);
        }

        @Override
        public Optional<Instant> tryLockPaidUntil(ProviderInstanceId lane, Traffic traffic) {
            return real.tryLockPaidUntil(lane, traffic);
        }

        @Override
        public void pay(ProviderInstanceId lane, Traffic traffic, Instant until) {}
    }

    /** A store that never says that a message may be another delivery's: so whoever asks takes what looks like his. */
    private static final class Credulous extends ForwardingDeliveries {

        Credulous(DeliveryStore real) {
            super(real);
        }

        @Override
        public List<InDoubt> inDoubt(ProviderId provider, Address person, Instant from, Instant until) {
            return List.of();
        }
    }

    /** A store whose claim does not keep others out: the next one who asks gets the same once more. */
    private static final class ClaimForTwo extends ForwardingDeliveries {

        private List<Delivery> last = List.of();

        ClaimForTwo(DeliveryStore real) {
            super(real);
        }

        @Override
        public List<Delivery> claimSends(ProviderInstanceId lane, int limit, Instant now,
                UnaryOperator<List<Delivery>> begin) {
            List<Delivery> again = last.stream()
                    .filter(it -> it.lane().filter(known -> known.instance().equals(lane)).isPresent())
                    .limit(limit).toList();
            last = List.of();
            var claimed = new ArrayList<>(begin.apply(again));
            if (again.size() < limit) {
                claimed.addAll(super.claimSends(lane, limit - again.size(), now, due -> {
                    last = due;
                    return begin.apply(due);
                }));
            }
            return claimed;
        }
    }
}
