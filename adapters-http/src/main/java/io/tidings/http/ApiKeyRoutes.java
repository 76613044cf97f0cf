package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.ApiKeys;
import io.tidings.application.ApiKeys.Used;
import io.tidings.application.Apps;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppKey;
import io.tidings.domain.app.AppKeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The further API keys of an app. */
final class ApiKeyRoutes {

    private static final String KEYS = "/v1/apps/{appId}/apiKeys";

    private final ApiAccess access;
    private final Apps apps;
    private final ApiKeys keys;

    ApiKeyRoutes(ApiAccess access, Apps apps, ApiKeys keys) {
        this.access = access;
        this.apps = apps;
        this.keys = keys;
    }

    /** @param live whether it proves the app now */
    private record Shown(String id, String name, String apiKey, boolean live, Instant expiresAt, Instant revokedAt,
            Instant lastUsedAt, Instant createdAt) {

        static Shown of(Used used) {
            AppKey key = used.key();
            return new Shown(key.id().toString(), key.name(), key.key().value(), used.live(),
                    key.expiresAt().orElse(null), key.revokedAt().orElse(null), used.lastUse().orElse(null),
                    key.createdAt());
        }
    }

    /** The key that the app was made with; it never expires. */
    private record First(String apiKey, Instant lastUsedAt) {}

    private record All(First first, List<Shown> apiKeys) {}

    /** The one time that the secret is shown. */
    private record Created(String id, String name, String apiKey, String apiSecret, Instant expiresAt,
            Instant createdAt) {}

    void addTo(RoutesConfig routes) {
        routes.get(KEYS, this::list);
        routes.post(KEYS, this::create);
        routes.get(KEYS + "/{keyId}", this::get);
        routes.patch(KEYS + "/{keyId}", this::change);
        routes.delete(KEYS + "/{keyId}", this::revoke);
    }

    private void list(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, new All(new First(app.key().value(), keys.lastUseOfFirst(app).orElse(null)),
                keys.all(app).stream().map(Shown::of).toList()));
    }

    private void create(Context ctx) {
        App app = app(ctx);
        Fields body = Body.json(ctx);
        Optional<String> name = body.text("name");
        Optional<Instant> expiresAt = body.moment("expiresAt");
        body.check();
        ApiKeys.WithSecret made = keys.create(app, name, expiresAt);
        AppKey key = made.key();
        Json.answer(ctx, 201, new Created(key.id().toString(), key.name(), key.key().value(), made.secret().reveal(),
                key.expiresAt().orElse(null), key.createdAt()));
    }

    private void get(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, Shown.of(keys.get(app, id(ctx))));
    }

    /** What is absent stays as it is; an expiry that is null is taken away. */
    private void change(Context ctx) {
        App app = app(ctx);
        AppKeyId id = keys.get(app, id(ctx)).key().id();
        Fields body = Body.json(ctx);
        Optional<String> name = body.text("name");
        Optional<Instant> expiresAt = body.moment("expiresAt");
        body.check();
        Json.answer(ctx, 200, Shown.of(keys.change(app, id, name,
                body.has("expiresAt") ? Optional.of(expiresAt) : Optional.empty())));
    }

    private void revoke(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, Shown.of(keys.revoke(app, id(ctx))));
    }

    private App app(Context ctx) {
        access.admin(ctx);
        return apps.get(Paths.app(ctx));
    }

    private static AppKeyId id(Context ctx) {
        return new AppKeyId(Paths.uuid(ctx, "keyId", "API key"));
    }
}
