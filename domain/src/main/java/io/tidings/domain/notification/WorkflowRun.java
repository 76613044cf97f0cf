package io.tidings.domain.notification;

import java.util.Optional;

/**
 * What a caller says a notification is a part of, so that it can be cancelled later by these names alone. Scoped to the
 * app; many notifications may have the same.
 *
 * @param workflow        the caller's name of the workflow
 * @param cancellationKey the caller's name of this run of it; empty where it is not to be cancelled so
 */
public record WorkflowRun(String workflow, Optional<String> cancellationKey) {

    public static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException with a clause that says what is wrong */
    public WorkflowRun {
        check(workflow);
        cancellationKey.ifPresent(WorkflowRun::check);
    }

    /** What is wrong with a name of either kind, as a clause; empty when nothing is. */
    public static Optional<String> problem(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            return Optional.of("must have 1 to " + MAX_LENGTH + " characters");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("must not contain control characters")
                : Optional.empty();
    }

    private static void check(String name) {
        problem(name).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }
}
