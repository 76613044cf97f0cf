package io.tidings.application;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.Imprint;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be handed to a provider for a delivery, written down before anything of it is done. */
sealed interface Letter {

    /** The delivery as it is to be stored before anything is sent. */
    Delivery begun(Delivery delivery, Lease lease, Pace pace);

    /**
     * Whether how it ends tells anything of the instance that it goes through: not where a caller brought settings
     * along.
     */
    boolean tellsOfInstance();

    /**
     * It can be sent.
     *
     * @param imprint what the message will look like at the provider, where that can be said
     * @param remark  what is special about it
     */
    record Ready(ChannelProvider provider, SendRequest request, Optional<Imprint> imprint, boolean tellsOfInstance,
            Optional<String> remark) implements Letter {

        private static final Logger LOG = LoggerFactory.getLogger(Letter.class);

        @Override
        public Delivery begun(Delivery delivery, Lease lease, Pace pace) {
            return delivery.begun(lease, imprint, remark, pace.now());
        }

        SendOutcome send() {
            try {
                return Objects.requireNonNull(provider.send(request), "it answered nothing");
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                LOG.error("The provider {} broke its promise not to throw", provider.descriptor().id(), e);
                return new SendOutcome.Uncertain(ExplanationCode.PROVIDER_ERROR.fault(FaultKind.UNKNOWN,
                        "The provider failed in a way that it must not. It is not known whether the message was"
                                + " sent."));
            }
        }
    }

    /** It cannot, and how that ends is known without the provider. */
    record Unsendable(SendOutcome why, boolean tellsOfInstance) implements Letter {

        static Unsendable because(ProviderFault fault) {
            return new Unsendable(new SendOutcome.Refused(fault), true);
        }

        static Unsendable forNow(ProviderFault fault, boolean tellsOfInstance) {
            return new Unsendable(new SendOutcome.Deferred(fault, Optional.empty()), tellsOfInstance);
        }

        /** The attempt begins and ends at once, so that no death in between leaves it in doubt. */
        @Override
        public Delivery begun(Delivery delivery, Lease lease, Pace pace) {
            return delivery.begun(lease, Optional.empty(), Optional.empty(), pace.now()).answered(
                    delivery.attempts().size() + 1, why,
                    pace);
        }
    }
}
