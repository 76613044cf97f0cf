package io.tidings.bootstrap.bench;

/** What became of everything that was accepted. */
final class Balance {

    private Balance() {}

    /**
     * @param accepted deliveries
     * @param arrived  those that stand where all should stand in the end
     * @param posts    requests for messages at the provider
     */
    static void tell(Report report, String scenario, long accepted, long arrived, long posts) {
        report.add(Figure.atMost(scenario, "lost", "", 0, accepted - arrived));
        report.add(Figure.atMost(scenario, "requests at the provider, a delivery", "", 1, (double) posts / accepted));
    }
}
