package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.ParkedReport;
import io.tidings.domain.provider.ProviderId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Reports that came before what they report on. */
final class ParkedReportTable {

    private ParkedReportTable() {}

    static int insert(Handle handle, ParkedReport parked) {
        return handle.createUpdate("""
                INSERT INTO parked_report (app_id, provider_id, reference, report, received_at)
                VALUES (:app, :provider, :reference, :report, :received)
                """)
                .bind("app", parked.app().value())
                .bind("provider", parked.provider().id())
                .bind("reference", parked.report().reference())
                .bind("report", Evidence.writeReport(parked.report()))
                .bind("received", parked.receivedAt().toEpochMilli())
                .execute();
    }

    /** Oldest first; of one moment, in the order of their coming. */
    static List<ParkedReport> take(Handle handle, AppId app, ProviderId provider, Set<String> references) {
        record Numbered(long id, ParkedReport report) {}
        return Chunks.query(handle, """
                DELETE FROM parked_report
                WHERE app_id = :app AND provider_id = :provider AND reference IN (<references>)
                RETURNING id, report, received_at
                """, "references", references, found -> found
                .bind("app", app.value())
                .bind("provider", provider.id())
                .map((row, context) -> new Numbered(row.getLong("id"), new ParkedReport(app, provider,
                        Evidence.readReport(row.getString("report")), Columns.moment(row, "received_at"))))
                .list())
                .stream()
                .sorted(Comparator.comparing((Numbered row) -> row.report().receivedAt())
                        .thenComparing(Numbered::id))
                .map(Numbered::report)
                .toList();
    }

    static int delete(Handle handle, Instant before, int limit) {
        return handle.createUpdate("""
                DELETE FROM parked_report WHERE id IN (
                    SELECT id FROM parked_report WHERE received_at < :before
                    ORDER BY received_at LIMIT :limit <skip_locked>)
                """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .execute();
    }
}
