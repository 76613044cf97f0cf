package io.tidings.application.simulation;

/** The process stops here, as if by {@code kill -9}: an error, so that nobody who handles exceptions notices. */
final class Death extends Error {

    private static final long serialVersionUID = 1L;

    Death(String who) {
        super(who + " is dead", null, false, false);
    }
}
