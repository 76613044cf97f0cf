package io.tidings.http;

/** A request that never reaches a use case, because what HTTP or JSON ask of it is not met. The message is for the caller. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
