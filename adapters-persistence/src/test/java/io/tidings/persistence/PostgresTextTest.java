package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryStore.Referenced;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that PostgreSQL sees with other eyes than SQLite. */
final class PostgresTextTest {

    @Test
    void reportWithANulCharacter_isStoredAndFound(@TempDir Path directory) {
        try (Opened opened = PostgresServer.open(PostgresServer.newSchema(), directory)) {
            Scene scene = Scene.in(opened);
            Delivery begun = scene
                    .added(scene.queued().begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(),
                            Samples.NOW));
            var report = new Report("SM\0", ReportedStatus.UNKNOWN, "od\0d", Optional.empty(), Map.of("k\0", "v\0"));
            scene.saved(begun.received(1, report, Samples.pace(Samples.NOW)));

            TimelineEntry last = opened.deliveries().timeline(begun.id()).getLast();
            assertThat(last.raw()).as("as received").isEqualTo(report.raw());
            assertThat(last.detail()).contains("od\uFFFDd");
            assertThat(opened.deliveries().findByReference(scene.app().id(), ScriptedProvider.ID, "SM\0"))
                    .contains(new Referenced(begun.id(), 1));
        }
    }

    @Test
    void momentsOfAProcessInAnotherTimeZone_areTheSame(@TempDir Path directory) {
        TimeZone before = TimeZone.getDefault();
        String url = PostgresServer.newSchema();
        try (Opened here = PostgresServer.open(url, directory)) {
            Scene scene = Scene.in(here);
            Delivery delivery = scene.added(scene.queued());
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            try (Opened there = PostgresServer.open(url, directory)) {
                assertThat(there.deliveries().find(delivery.id())).contains(delivery);
                assertThat(there.deliveries().claimSends(scene.instance().id(), 1, Samples.NOW.minusMillis(1),
                        Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW.minusMillis(1)))).isEmpty();
                assertThat(there.deliveries().claimSends(scene.instance().id(), 1, Samples.NOW,
                        Samples.beginning(Samples.lease(Samples.NOW), Samples.NOW))).hasSize(1);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
