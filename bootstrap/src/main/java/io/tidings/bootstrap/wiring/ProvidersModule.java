package io.tidings.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.tidings.domain.provider.ChannelProvider;
import io.tidings.domain.provider.ProviderCatalogue;
import java.util.List;

/** The channel providers of this installation. */
final class ProvidersModule extends StrictModule {

    private final List<ChannelProvider> providers;

    ProvidersModule(List<ChannelProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    @Provides
    @Singleton
    ProviderCatalogue catalogue() {
        return new ProviderCatalogue(providers);
    }
}
