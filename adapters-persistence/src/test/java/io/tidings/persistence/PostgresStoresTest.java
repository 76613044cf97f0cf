package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps every contract, also where its sessions are not in UTC. */
final class PostgresStoresTest extends DatabaseContract {

    @Override
    Opened fresh(Path directory) {
        return PostgresServer.open(PostgresServer.newSchema(), directory);
    }

    @Test
    void sessions_areNotInUtc() {
        Database database = stores().persistence().database();

        assertThat(database.<String>read(PostgresStoresTest::timeZone)).isEqualTo("Asia/Kathmandu");
        assertThat(database.<String>write(PostgresStoresTest::timeZone)).isEqualTo("Asia/Kathmandu");
    }

    private static String timeZone(Handle handle) {
        return handle.createQuery("SHOW TimeZone").mapTo(String.class).one();
    }
}
