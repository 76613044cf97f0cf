package io.tidings.domain.delivery;

import java.util.Locale;

/** What goes first within a lane. Declared in that order. */
public enum Priority {

    /** Somebody waits for it: a one-time code. */
    URGENT,

    /** Everything else. */
    NORMAL,

    /** Whatever may wait for the others: a campaign. */
    BULK;

    /** The priority in lower case, as the API shows it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
