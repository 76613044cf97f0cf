package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.LastCallback;
import io.tidings.domain.provider.LastCallbackStore;
import io.tidings.domain.provider.ProviderId;
import java.time.Instant;
import java.util.Optional;

final class JdbiLastCallbackStore implements LastCallbackStore {

    private final Database database;

    JdbiLastCallbackStore(Database database) {
        this.database = database;
    }

    @Override
    public void proven(AppId app, ProviderId provider, Instant at) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO last_callback (app_id, provider_id, proven_at) VALUES (:app, :provider, :at)
                ON CONFLICT (app_id, provider_id) DO UPDATE SET proven_at = excluded.proven_at
                WHERE last_callback.proven_at IS NULL OR last_callback.proven_at < excluded.proven_at
                """)
                .bind("app", app.value())
                .bind("provider", provider.id())
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public void refused(AppId app, ProviderId provider, Instant at, String why) {
        database.write(handle -> handle.createUpdate("""
                INSERT INTO last_callback (app_id, provider_id, refused_at, refusal) VALUES (:app, :provider, :at, :why)
                ON CONFLICT (app_id, provider_id)
                DO UPDATE SET refused_at = excluded.refused_at, refusal = excluded.refusal
                WHERE last_callback.refused_at IS NULL OR last_callback.refused_at < excluded.refused_at
                """)
                .bind("app", app.value())
                .bind("provider", provider.id())
                .bind("at", at.toEpochMilli())
                .bind("why", why)
                .execute());
    }

    @Override
    public LastCallback find(AppId app, ProviderId provider) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM last_callback WHERE app_id = :app AND provider_id = :provider
                """)
                .bind("app", app.value())
                .bind("provider", provider.id())
                .map((row, context) -> new LastCallback(Columns.momentIfAny(row, "proven_at"),
                        Columns.momentIfAny(row, "refused_at"), Optional.ofNullable(row.getString("refusal"))))
                .findOne()
                .orElse(LastCallback.NONE));
    }
}
