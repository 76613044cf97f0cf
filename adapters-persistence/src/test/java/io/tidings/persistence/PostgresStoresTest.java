package io.tidings.persistence;

import io.tidings.domain.app.AppKeyStoreContract;
import io.tidings.domain.app.AppStoreContract;
import io.tidings.domain.category.CategoryStoreContract;
import io.tidings.domain.delivery.ConcurrentClaimContract;
import io.tidings.domain.delivery.DeliveryPagesContract;
import io.tidings.domain.delivery.DeliveryQueueContract;
import io.tidings.domain.delivery.DeliveryStoreContract;
import io.tidings.domain.delivery.LaneStoreContract;
import io.tidings.domain.delivery.ParkedReportsContract;
import io.tidings.domain.delivery.ReferenceRaceContract;
import io.tidings.domain.delivery.RetentionContract;
import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.health.HealthCheckContract;
import io.tidings.domain.notification.IdempotencyStoreContract;
import io.tidings.domain.notification.NotificationStoreContract;
import io.tidings.domain.profile.ProfileStoreContract;
import io.tidings.domain.provider.ProviderInstanceStoreContract;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.topic.TopicStoreContract;
import io.tidings.domain.tx.TransactionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL keeps every contract. */
final class PostgresStoresTest {

    abstract static class Fresh {

        Opened opened;

        @BeforeEach
        void open(@TempDir Path directory) {
            opened = PostgresServer.open(PostgresServer.newSchema(), directory);
        }

        @AfterEach
        void close() {
            opened.close();
        }

        public Stores stores() {
            return opened;
        }
    }

    @Nested
    final class Apps extends Fresh implements AppStoreContract {}

    @Nested
    final class ProviderInstances extends Fresh implements ProviderInstanceStoreContract {}

    @Nested
    final class Profiles extends Fresh implements ProfileStoreContract {}

    @Nested
    final class Notifications extends Fresh implements NotificationStoreContract {}

    @Nested
    final class Deliveries extends Fresh implements DeliveryStoreContract {}

    @Nested
    final class Pages extends Fresh implements DeliveryPagesContract {}

    @Nested
    final class Queue extends Fresh implements DeliveryQueueContract {}

    @Nested
    final class Claims extends Fresh implements ConcurrentClaimContract {}

    @Nested
    final class Parked extends Fresh implements ParkedReportsContract {}

    @Nested
    final class References extends Fresh implements ReferenceRaceContract {}

    @Nested
    final class Retention extends Fresh implements RetentionContract {}

    @Nested
    final class Lanes extends Fresh implements LaneStoreContract {}

    @Nested
    final class Requests extends Fresh implements IdempotencyStoreContract {}

    @Nested
    final class Keys extends Fresh implements AppKeyStoreContract {}

    @Nested
    final class Topics extends Fresh implements TopicStoreContract {}

    @Nested
    final class Categories extends Fresh implements CategoryStoreContract {}

    @Nested
    final class Units extends Fresh implements TransactionsContract {}

    @Nested
    final class Health extends Fresh implements HealthCheckContract {

        @TempDir
        private Path another;

        @Override
        public HealthCheck working() {
            return opened.persistence().healthCheck();
        }

        @Override
        public HealthCheck broken() {
            Opened closed = PostgresServer.open(PostgresServer.newSchema(), another);
            closed.close();
            return closed.persistence().healthCheck();
        }
    }
}
