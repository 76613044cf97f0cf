package io.tidings.domain.provider;

import java.util.Optional;

/**
 * Who writes to whom.
 *
 * @param sender the business sender; empty where the service chooses it
 */
public record Parties(Address person, Optional<Address> sender) {}
