package io.tidings.bootstrap.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tidings.bootstrap.bench.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a server uses, seen from outside. */
public final class Meter implements AutoCloseable {

    private final ProcessHandle process;
    private final JMXConnector connector;
    private final Syncs syncs;

    public Meter(long pid, Databases.Fresh database) {
        this.process = ProcessHandle.of(pid).orElseThrow();
        this.syncs = new Syncs(database);
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            this.connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was used until now. */
    public record Usage(long nanos, Duration cpu, long allocated, long syncs) {

        public double seconds(Usage since) {
            return (nanos - since.nanos) / 1e9;
        }

        public double cpuSeconds(Usage since) {
            return cpu.minus(since.cpu).toNanos() / 1e9;
        }

        public double allocatedPerSecond(Usage since) {
            return (allocated - since.allocated) / seconds(since);
        }

        public double syncsPerSecond(Usage since) {
            return (syncs - since.syncs) / seconds(since);
        }
    }

    public Usage usage() {
        try {
            long allocated = (Long) connector.getMBeanServerConnection()
                    .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
            return new Usage(System.nanoTime(), process.info().totalCpuDuration().orElseThrow(), allocated,
                    syncs.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How much memory it holds, in bytes, with all that is not of its heap; 0 where this system does not tell. */
    public long residentBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024).findFirst().orElse(0)
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        syncs.close();
        try {
            connector.close();
        } catch (IOException gone) {
            // The server has ended before.
        }
    }
}
