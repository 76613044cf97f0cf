package io.tidings.bootstrap.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** db-scheduler as its documentation sets it up for throughput: lock-and-fetch, many threads that are kept busy. */
public final class DbScheduler implements Peer {

    private static final int THREADS = 50;
    private static final int CONNECTIONS = 20;

    /** From its sources, for PostgreSQL. */
    private static final String TABLE = """
            CREATE TABLE scheduled_tasks (
                task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
                execution_time timestamp with time zone NOT NULL, picked boolean NOT NULL, picked_by text,
                last_success timestamp with time zone, last_failure timestamp with time zone,
                consecutive_failures int, last_heartbeat timestamp with time zone, version bigint NOT NULL,
                priority smallint, PRIMARY KEY (task_name, task_instance));
            CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time ASC)
            """;

    private static final String JOBS = """
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            SELECT 'empty', gen_random_uuid(), now(), false, 1 FROM generate_series(1, ?)
            """;

    private final HikariDataSource pool;
    private final Semaphore done = new Semaphore(0);
    private final OneTimeTask<Void> task = Tasks.oneTime("empty").execute((instance, context) -> {});
    private final SchedulerListener completion = new AbstractSchedulerListener() {

        /** The job is deleted by then. */
        @Override
        public void onExecutionComplete(ExecutionComplete execution) {
            done.release();
        }
    };

    public DbScheduler(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double drain(int jobs) {
        try (var connection = pool.getConnection(); var statement = connection.prepareStatement(JOBS)) {
            statement.setInt(1, jobs);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Scheduler scheduler = Scheduler.create(pool, task).threads(THREADS).pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100)).addSchedulerListener(completion).build();
        long start = System.nanoTime();
        scheduler.start();
        done.acquireUninterruptibly(jobs);
        double pace = jobs / ((System.nanoTime() - start) / 1e9);
        scheduler.stop();
        return pace;
    }

    @Override
    public void close() {
        pool.close();
    }
}
