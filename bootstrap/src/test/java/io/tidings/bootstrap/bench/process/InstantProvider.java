package io.tidings.bootstrap.bench.process;

import io.tidings.domain.provider.CallbackOutcome;
import io.tidings.domain.provider.CallbackRequest;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.LookUp;
import io.tidings.domain.provider.LookUpOutcome;
import io.tidings.domain.provider.ProviderDescriptor;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderSettings;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.provider.SendRequest;
import io.tidings.domain.provider.Verification;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** A provider inside the server that takes every message at once: what is left is the engine and the database. */
public final class InstantProvider implements ChannelProvider {

    /** What instances of it name. */
    public static final String ID = "instant";

    @Override
    public ProviderDescriptor descriptor() {
        return new ProviderDescriptor(new ProviderId(ID), new Channel("whatsapp"), "Instant", List.of(), List.of(),
                Set.of(), List.of(), List.of(), URI.create("https://example.com/instant"));
    }

    @Override
    public Verification verify(ProviderSettings settings) {
        return new Verification.Works("it takes everything");
    }

    @Override
    public SendOutcome send(SendRequest request) {
        return new SendOutcome.Accepted(request.key());
    }

    @Override
    public CallbackOutcome readCallback(CallbackRequest request, ProviderSettings settings) {
        return new CallbackOutcome.Ignored("it reports nothing");
    }

    @Override
    public LookUpOutcome lookUp(LookUp question) {
        return new LookUpOutcome.Found(List.of());
    }
}
