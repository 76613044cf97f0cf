package io.tidings.application.simulation;

/** A law is broken. An error, so that the code under test cannot handle it. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }

    static void unless(boolean lawful, String otherwise, Object... details) {
        if (!lawful) {
            throw new Violation(otherwise.formatted(details));
        }
    }
}
