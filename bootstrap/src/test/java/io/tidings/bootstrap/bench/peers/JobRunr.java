package io.tidings.bootstrap.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * JobRunr as its documentation sets it up for throughput: many virtual threads, the shortest poll interval that it
 * takes, and jobs that are saved as a stream. It waits a second before it first looks for jobs: that does not count.
 */
public final class JobRunr implements Peer {

    private static final int WORKERS = 64;
    private static final int CONNECTIONS = 20;
    private static final int POLL_SECONDS = 5;

    private final JacksonJsonMapper json = new JacksonJsonMapper();
    private final HikariDataSource pool;
    private final PostgresStorageProvider storage;

    JobRunr(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        storage = new PostgresStorageProvider(pool);
        storage.setJobMapper(new JobMapper(json));
    }

    @Override
    public double drain(int jobs) {
        new JobScheduler(storage).enqueue(IntStream.range(0, jobs).boxed(), number -> empty());
        var first = new AtomicLong();
        var done = new Semaphore(0);
        // It is told of a state when that is saved.
        ApplyStateFilter clock = (job, before, now) -> {
            if (now.getName() == StateName.PROCESSING) {
                first.compareAndSet(0, System.nanoTime());
            } else if (now.getName() == StateName.SUCCEEDED) {
                done.release();
            }
        };
        var server = new BackgroundJobServer(storage, json, null,
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollIntervalInSeconds(POLL_SECONDS).andWorkerCount(WORKERS));
        server.setJobFilters(List.of(clock));
        server.start();
        done.acquireUninterruptibly(jobs);
        double pace = jobs / ((System.nanoTime() - first.get()) / 1e9);
        server.stop();
        return pace;
    }

    /** The job. */
    public static void empty() {}

    @Override
    public void close() {
        storage.close();
        pool.close();
    }
}
