package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Changes;
import io.tidings.application.Listener;
import io.tidings.application.Problem;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.log.Change;
import io.tidings.domain.log.Position;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.tx.StoreUnavailable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to deliveries, as it happens, as server-sent events
 * (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Living Standard</a>). Whoever comes
 * back with the last identifier that they got misses nothing.
 */
final class EventRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

    private static final String LAST = "Last-Event-ID";

    /** A comment that says that the connection lives; proxies cut silent ones after half a minute or more. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final byte[] HEARTBEAT_COMMENT = bytes(":\n\n");

    private final ApiAccess access;
    private final Apps apps;
    private final Changes changes;

    EventRoutes(ApiAccess access, Apps apps, Changes changes) {
        this.access = access;
        this.apps = apps;
        this.changes = changes;
    }

    private record Happened(String deliveryId, String requestId, String user,
            @JsonUnwrapped DeliveryRoutes.Entry entry) {

        static Happened of(Change change) {
            return new Happened(change.delivery().toString(), change.notification().toString(), change.user().value(),
                    DeliveryRoutes.Entry.of(change.entry()));
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/apps/{appId}/events", this::ofApp);
        routes.get("/v3/notifications/{requestId}/events", this::ofNotification);
    }

    private void ofApp(Context ctx) {
        access.admin(ctx);
        AppId app = apps.get(new AppId(Paths.uuid(ctx, "appId", "app"))).id();
        stream(ctx, after -> changes.ofApp(app, after));
    }

    private void ofNotification(Context ctx) {
        App app = access.app(ctx);
        var id = new NotificationId(Paths.uuid(ctx, "requestId", "notification"));
        stream(ctx, after -> changes.ofNotification(app, id, after));
    }

    private static void stream(Context ctx, Function<Optional<Position>, Listener> listening) {
        Parameters.of(ctx, Set.of()).check();
        try (Listener listener = listening.apply(last(ctx))) {
            HttpServletResponse response = ctx.res();
            response.setStatus(200);
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            if (!ctx.req().getMethod().equals("HEAD")) {
                tell(listener, response);
            }
        } catch (IOException e) {
            LOG.debug("The listener hung up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Position> last(Context ctx) {
        try {
            return Optional.ofNullable(ctx.header(LAST)).map(Position::parse);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid(LAST, "must be the id of an earlier event");
        }
    }

    /** Begins with an identifier alone, so that also who is cut off before the first event comes back to this place. */
    private static void tell(Listener listener, HttpServletResponse response)
            throws IOException, InterruptedException {
        write(response, bytes("retry: 2000\nid: " + listener.position() + "\n\n"));
        try {
            while (!listener.isOver()) {
                List<Change> some = listener.next(HEARTBEAT);
                if (some.isEmpty()) {
                    write(response, HEARTBEAT_COMMENT);
                }
                for (Change change : some) {
                    response.getOutputStream().write(bytes("id: " + change.position() + "\ndata: "));
                    response.getOutputStream().write(Json.write(Happened.of(change)));
                    response.getOutputStream().write(bytes("\n\n"));
                }
                response.flushBuffer();
            }
        } catch (StoreUnavailable e) {
            LOG.warn("A stream of events ended: {}", e.getMessage());
        }
    }

    private static void write(HttpServletResponse response, byte[] bytes) throws IOException {
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
