package io.tidings.domain.health;

import java.util.Optional;

/** The contract can be kept. */
final class HealthCheckTest implements HealthCheckContract {

    private record Lamp(Optional<String> problem) implements HealthCheck {
        @Override
        public String name() {
            return "lamp";
        }
    }

    @Override
    public HealthCheck working() {
        return new Lamp(Optional.empty());
    }

    @Override
    public HealthCheck broken() {
        return new Lamp(Optional.of("The lamp is out."));
    }
}
