package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.ProviderInstanceId;
import io.tidings.domain.provider.ProviderInstanceStore;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.tx.StoreUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what is due to the providers, lane by lane: write down what is to be sent and claim it durably, send outside
 * any transaction, record. Starts no threads.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Said of what was claimed and surely not sent: it need not wait for evidence. */
    private static final SendOutcome NOT_BEGUN = new SendOutcome.Deferred(
            ExplanationCode.NOT_BEGUN.fault(FaultKind.RETRY,
                    "The server was too busy, or was stopping, and did not begin to send it. It is sent later."),
            Optional.empty());

    private final ProviderInstanceStore instances;
    private final Lanes lanes;
    private final Letters letters;
    private final Answers answers;
    private final Rerouting rerouting;
    private final Timing timing;
    private final Runnable wake;

    Dispatcher(ProviderInstanceStore instances, Lanes lanes, Letters letters,
            Answers answers, Rerouting rerouting, Timing timing, Runnable wake) {
        this.instances = instances;
        this.lanes = lanes;
        this.letters = letters;
        this.answers = answers;
        this.rerouting = rerouting;
        this.timing = timing;
        this.wake = wake;
    }

    /**
     * Claims what may be sent now and has each send run once. A lane that fails holds up no other, also where the
     * stores do not answer: maybe somebody holds just what that lane needs.
     */
    void claim(Executor tasks) {
        answers.recordLeftovers();
        StoreUnavailable unavailable = null;
        for (ProviderInstanceId lane : lanes.due()) {
            try {
                instances.find(lane).filter(ProviderInstance::enabled).ifPresentOrElse(
                        instance -> claim(instance, tasks),
                        () -> rerouting.reroute(lane));
            } catch (StoreUnavailable e) {
                unavailable = e;
            } catch (RuntimeException e) {
                LOG.error("What is due through the provider instance {} could not be claimed", lane, e);
            }
        }
        if (unavailable != null) {
            throw unavailable;
        }
    }

    private void claim(ProviderInstance instance, Executor tasks) {
        var written = new HashMap<DeliveryId, Letter>();
        List<Delivery> claimed = lanes.claim(instance, (due, pace) -> {
            Lease lease = timing.lease(pace.now());
            written.putAll(letters.write(instance, due));
            return due.stream().map(delivery -> written.get(delivery.id()).begun(delivery, lease, pace)).toList();
        });
        claimed.forEach(delivery -> depart(new Departure(instance, delivery, written.get(delivery.id())), tasks));
    }

    /** What has begun, durably, and holds a place in its lane. */
    record Departure(ProviderInstance instance, Delivery delivery, Letter letter) {}

    /** Has it sent. */
    void depart(Departure departure, Executor tasks) {
        switch (departure.letter()) {
            case Letter.Ready letter -> send(departure.instance(), departure.delivery(), letter, tasks);
            case Letter.Unsendable letter -> ended(departure.instance(), letter, letter.why());
        }
    }

    private void send(ProviderInstance instance, Delivery delivery, Letter.Ready letter, Executor tasks) {
        try {
            tasks.execute(() -> send(instance, delivery, letter));
        } catch (RejectedExecutionException e) {
            lanes.released(instance);
            answers.record(delivery, NOT_BEGUN);
        } catch (VirtualMachineError e) {
            // Surely nothing runs only where the executor says so. When the lease ends, others look into it.
            lanes.released(instance);
            LOG.error("The send of delivery {} could not begin", delivery.id(), e);
        }
    }

    /** When the lease ends, others look into it. */
    private void send(ProviderInstance instance, Delivery delivery, Letter.Ready letter) {
        boolean inTime = timing.now().isBefore(delivery.due().orElseThrow().at());
        SendOutcome outcome;
        try {
            outcome = inTime ? letter.send() : NOT_BEGUN;
        } catch (Error e) {
            lanes.released(instance);
            throw e;
        }
        try {
            answers.record(delivery, outcome);
        } finally {
            if (inTime) {
                ended(instance, letter, outcome);
            } else {
                lanes.released(instance);
                wake.run();
            }
        }
    }

    /** Where it was taken and nothing else waits for its place, there is nothing to look for. */
    private void ended(ProviderInstance instance, Letter letter, SendOutcome outcome) {
        lanes.ended(instance, outcome, letter.tellsOfInstance());
        if (lanes.mayWait(instance) || !(outcome instanceof SendOutcome.Accepted)) {
            wake.run();
        }
    }
}
