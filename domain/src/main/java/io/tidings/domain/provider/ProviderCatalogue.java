package io.tidings.domain.provider;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All channel providers of this installation. */
public final class ProviderCatalogue {

    private final Map<ProviderId, ChannelProvider> providers = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when two of them have the same identifier */
    public ProviderCatalogue(Collection<? extends ChannelProvider> providers) {
        for (ChannelProvider provider : providers) {
            ProviderId id = provider.descriptor().id();
            if (this.providers.put(id, provider) != null) {
                throw new IllegalArgumentException("two channel providers are called " + id);
            }
        }
    }

    public Optional<ChannelProvider> find(ProviderId id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** The descriptors of all providers, in the order of their registration. */
    public List<ProviderDescriptor> descriptors() {
        return providers.values().stream().map(ChannelProvider::descriptor).toList();
    }

    /** The channels that some provider here serves, in alphabetical order. */
    public List<Channel> channels() {
        var channels = new TreeSet<Channel>();
        descriptors().forEach(descriptor -> channels.add(descriptor.channel()));
        return List.copyOf(channels);
    }
}
