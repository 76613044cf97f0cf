package io.tidings.bootstrap.bench;

import io.tidings.bootstrap.bench.process.Installed;
import io.tidings.bootstrap.bench.process.Meter;
import java.util.function.Supplier;

/** What a server used in the rounds that were measured, and not in those of its baseline. */
final class Costs {

    private final Meter meter;
    private double seconds;
    private double cpuSeconds;
    private double allocated;
    private double syncs;
    private double resident;

    Costs(Installed server) {
        this.meter = server.meter();
    }

    <T> T of(Supplier<T> round) {
        Meter.Usage before = meter.usage();
        T result = round.get();
        Meter.Usage after = meter.usage();
        seconds += after.seconds(before);
        cpuSeconds += after.cpuSeconds(before);
        allocated += after.allocatedPerSecond(before) * after.seconds(before);
        syncs += after.syncsPerSecond(before) * after.seconds(before);
        resident = Math.max(resident, meter.residentBytes());
        return result;
    }

    /** @param things were done in these rounds */
    void tell(Report report, String scenario, String things, double count) {
        report.add(Figure.told(scenario, "memory of the server (RSS), at most", "MB", resident / 1e6));
        tellWork(report, scenario, things, count);
    }

    /** The same but for the memory. */
    void tellWork(Report report, String scenario, String things, double count) {
        report.add(Figure.told(scenario, "CPU seconds of the server, a thousand " + things, "s",
                cpuSeconds / count * 1_000));
        report.add(Figure.told(scenario, "allocated by the server, a second", "MB", allocated / seconds / 1e6));
        report.add(Figure.told(scenario, "fsyncs, a second", "/s", syncs / seconds));
        report.add(Figure.told(scenario, things + ", an fsync", "", syncs == 0 ? 0 : count / syncs));
    }
}
