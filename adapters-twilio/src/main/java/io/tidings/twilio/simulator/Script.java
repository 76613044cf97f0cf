package io.tidings.twilio.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * What happens to a message, chosen by the last digits of its {@code To}: {@code whatsapp:+919900000500} meets {@link
 * #FAILS_BEFORE_STORING}. "Once" means the first time for that number; from then on its messages are accepted and read.
 */
public enum Script {

    DELIVERED_ONLY("0001", Entry.ACCEPT, Reporting.IN_ORDER, "accepted, delivered, never read",
            Step.of("sent"), Step.of("delivered")),

    REPORTED_TWICE("0002", Entry.ACCEPT, Reporting.TWICE, "accepted and read; every callback comes twice"),

    REPORTED_BACKWARDS("0003", Entry.ACCEPT, Reporting.BACKWARDS,
            "accepted and read; the callbacks come last to first"),

    REPORTED_EARLY("0004", Entry.ACCEPT, Reporting.BEFORE_THE_ANSWER,
            "accepted and read; the first callback comes before the request is answered"),

    NEVER_REPORTED("0005", Entry.ACCEPT, Reporting.NEVER, "accepted and read; no callback, only a question shows it"),

    TOO_MANY_REQUESTS("0429", Entry.LIMIT_ONCE, Reporting.IN_ORDER, "429 with Retry-After: 1, once"),

    FAILS_BEFORE_STORING("0500", Entry.FAIL_ONCE, Reporting.IN_ORDER, "500, once; there is no message"),

    FAILS_AFTER_STORING("0501", Entry.STORE_AND_FAIL, Reporting.IN_ORDER,
            "500, and yet there is a message, which is read"),

    BAD_GATEWAY("0502", Entry.BAD_GATEWAY_ONCE, Reporting.IN_ORDER, "502 as an HTML page, once; there is no message"),

    HANGS_AFTER_STORING("0504", Entry.STORE_AND_HANG, Reporting.IN_ORDER,
            "no answer at all, and yet there is a message, which is read"),

    INVALID_NUMBER("1211", Entry.REFUSE, Reporting.IN_ORDER, "refused at once with 21211"),

    OPTED_OUT("1610", Entry.ACCEPT, Reporting.IN_ORDER, "accepted, then failed with 21610", Step.failed(21610)),

    PASSING_FAULT("3012", Entry.ACCEPT, Reporting.IN_ORDER, "accepted, then failed with 63012, once",
            Step.undelivered(63012)),

    WINDOW_CLOSED("3016", Entry.ACCEPT, Reporting.IN_ORDER,
            "free text is accepted, then failed with 63016; a content template is read", Step.failed(63016)),

    NOT_ON_WHATSAPP("3024", Entry.ACCEPT, Reporting.IN_ORDER, "accepted, sent, then undelivered with 63024",
            Step.of("sent"), Step.undelivered(63024)),

    /** Every number that has none of the endings above. */
    READ("", Entry.ACCEPT, Reporting.IN_ORDER, "accepted, sent, delivered and read");

    /** What the request meets. */
    enum Entry {
        ACCEPT, REFUSE, LIMIT_ONCE, FAIL_ONCE, BAD_GATEWAY_ONCE, STORE_AND_FAIL, STORE_AND_HANG
    }

    /** How callbacks come. */
    enum Reporting {
        IN_ORDER, TWICE, BACKWARDS, BEFORE_THE_ANSWER, NEVER
    }

    /** A status that a message comes to, and the error code with it, or 0. */
    record Step(String status, int errorCode) {
        static Step of(String status) {
            return new Step(status, 0);
        }

        static Step failed(int errorCode) {
            return new Step("failed", errorCode);
        }

        static Step undelivered(int errorCode) {
            return new Step("undelivered", errorCode);
        }
    }

    private static final List<Step> ALL_THE_WAY = List.of(Step.of("sent"), Step.of("delivered"), Step.of("read"));

    private final String ending;
    private final Entry entry;
    private final Reporting reporting;
    private final String description;
    private final List<Step> course;

    Script(String ending, Entry entry, Reporting reporting, String description, Step... course) {
        this.ending = ending;
        this.entry = entry;
        this.reporting = reporting;
        this.description = description;
        this.course = List.of(course);
    }

    /** The last digits of the numbers that it is for; empty for all others. */
    public String ending() {
        return ending;
    }

    /** What happens, in a clause. */
    public String description() {
        return description;
    }

    static Script of(String to) {
        return Arrays.stream(values()).filter(script -> to.endsWith(script.ending)).findFirst().orElseThrow();
    }

    /** @param first whether this is the first request for its number */
    Entry entry(boolean first) {
        return switch (entry) {
            case ACCEPT, REFUSE, STORE_AND_FAIL, STORE_AND_HANG -> entry;
            case LIMIT_ONCE, FAIL_ONCE, BAD_GATEWAY_ONCE -> first ? entry : Entry.ACCEPT;
        };
    }

    /**
     * @param first    whether this is the first request for its number
     * @param freeText whether it is sent no content template
     */
    List<Step> course(boolean first, boolean freeText) {
        boolean over = (this == PASSING_FAULT && !first) || (this == WINDOW_CLOSED && !freeText);
        return course.isEmpty() || over ? ALL_THE_WAY : course;
    }

    Reporting reporting() {
        return reporting;
    }
}
