package io.tidings.domain.delivery;

import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ProviderInstanceId;

/**
 * The provider instance that a delivery goes through. Each lane is worked on its own, so that one backlog never holds
 * up another.
 */
public record Lane(ProviderId provider, ProviderInstanceId instance) {}
