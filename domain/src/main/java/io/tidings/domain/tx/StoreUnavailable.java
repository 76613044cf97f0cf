package io.tidings.domain.tx;

/**
 * The stores cannot be reached or cannot write now. Nothing of the unit of work has happened, as far as can be known;
 * trying again later is right.
 */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
