package io.tidings.bootstrap.bench;

/** Something that is done to a server and to its baseline by turns. */
interface Scenario {

    /** As it is typed, and named in the figures. */
    String name();

    void measure(Run run) throws Exception;
}
