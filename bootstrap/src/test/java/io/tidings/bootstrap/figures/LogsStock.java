package io.tidings.bootstrap.figures;

import com.fasterxml.uuid.Generators;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import io.tidings.persistence.Persistence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A week of deliveries of which something is common, something rare, and something there is not. */
final class LogsStock {

    static final String COMMON_PHONE = "200001";
    static final String RARE_PHONE = "200002";

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int BATCH = 1_000;
    private static final int RARE = 10;

    private final Persistence stores;
    private final IdSource ids = Generators.timeBasedEpochGenerator()::generate;
    private final Random random = new Random(1);
    private final Lane common = new Lane(new ProviderId("common"), Samples.lane().instance());
    private final Lane rare = new Lane(new ProviderId("rare"), Samples.lane().instance());

    LogsStock(Persistence stores) {
        this.stores = stores;
    }

    AppId fill(int rows) {
        App app = Samples.app();
        stores.apps().add(app);
        Map<UserId, JsonObject> users = new HashMap<>();
        for (int i = 0; i < BATCH; i++) {
            users.put(new UserId("user-" + i), JsonObject.of(Map.of("phoneNumber", "+4477009" + (100_000 + i))));
        }
        users.put(new UserId("common"), JsonObject.of(Map.of("phoneNumber", "+4477009" + COMMON_PHONE)));
        users.put(new UserId("rare"), JsonObject.of(Map.of("phoneNumber", "+4477009" + RARE_PHONE)));
        Instant start = Instant.ofEpochMilli(Instant.now().minus(WEEK).toEpochMilli());
        stores.profiles().merge(app.id(), users, start);
        for (int first = 0; first < rows; first += BATCH) {
            int from = first;
            stores.transactions().run(() -> add(app.id(), rows, from, start));
        }
        return app.id();
    }

    private void add(AppId app, int rows, int first, Instant start) {
        NotificationId reminder = notification(app, Optional.of("common"), start);
        NotificationId special = notification(app, Optional.of("rare"), start);
        NotificationId other = notification(app, Optional.empty(), start);
        var deliveries = new ArrayList<Delivery>(BATCH);
        for (int i = first; i < first + BATCH; i++) {
            boolean seldom = i % (rows / RARE) == 0;
            Instant at = start.plusMillis(WEEK.toMillis() * i / rows);
            String user = seldom ? "rare" : i % 10 == 0 ? "common" : "user-" + random.nextInt(BATCH);
            var order = new DeliveryOrder(new DeliveryId(ids.next()), seldom ? special : i % 2 == 0 ? reminder : other,
                    app, new UserId(user), Samples.WHATSAPP, Priority.NORMAL, at, at.plus(WEEK.multipliedBy(2)),
                    Optional.empty());
            deliveries.add(life(Delivery.queued(order, seldom ? rare : common, Optional.empty()), seldom));
        }
        stores.deliveries().add(deliveries);
    }

    private NotificationId notification(AppId app, Optional<String> category, Instant at) {
        Notification plain = Samples.notification(app);
        var id = new NotificationId(ids.next());
        stores.notifications().add(List.of(new Notification(id, app, plain.content(), plain.template(), category,
                plain.data(), plain.overrides(), plain.sendAt(), plain.run(), plain.made(), at)));
        return id;
    }

    private Delivery life(Delivery queued, boolean seldom) {
        Instant at = queued.order().createdAt();
        if (seldom) {
            return queued.discarded(new Explanation("rare", "Rare.", Optional.empty()), at);
        }
        int lot = random.nextInt(100);
        if (lot < 2) {
            return queued.discarded(new Explanation("common", "Common.", Optional.empty()), at);
        }
        Delivery sent = queued.begun(Samples.lease(at), Optional.empty(), Optional.empty(), at)
                .answered(1, new SendOutcome.Accepted("SM" + queued.id()), pace(at.plusMillis(time(200))));
        if (lot < 10) {
            return sent;
        }
        Delivery delivered = sent.received(1, Samples.report("SM" + queued.id(),
                lot < 15 ? ReportedStatus.FAILED : ReportedStatus.DELIVERED), pace(at.plusMillis(time(3_000))));
        return lot < 40
                ? delivered
                : delivered.received(1, Samples.report("SM" + queued.id(), ReportedStatus.SEEN),
                        pace(at.plusMillis(time(600_000))));
    }

    /** Around a typical time, mostly between a third and three times of it. */
    private long time(long typical) {
        return Math.round(typical * Math.exp(random.nextGaussian()));
    }

    private static Pace pace(Instant now) {
        return new Pace(now, Policies.standard(true), new Random(1));
    }
}
