package io.tidings.http;

/** A request that is not what HTTP or JSON ask for, and so reaches no use case. The message is for the caller. */
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
