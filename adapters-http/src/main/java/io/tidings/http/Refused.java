package io.tidings.http;

/** A request that is not what HTTP or JSON ask for, and so reaches no use case. The message is for the caller. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Refused(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
