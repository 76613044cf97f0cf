package io.tidings.bootstrap.console;

import com.fasterxml.uuid.Generators;
import io.tidings.domain.IdSource;
import io.tidings.domain.app.AppId;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.KnownFault;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderInstance;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.statistics.Interval;
import io.tidings.persistence.Persistence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a shop sends within a day, and what became of it: for pictures, and for whoever works on the console. */
final class LivelyDay {

    private static final Duration BUDGET = Duration.ofDays(2);
    private static final List<String> CATEGORIES = List.of("order_shipped", "appointment", "one_time_code",
            "newsletter");
    private static final List<String> NAMES = List.of("maria", "ben", "chidi", "aiko", "lena", "omar", "priya", "tom",
            "sofia", "ann", "mateo", "ines", "noah", "zoe", "emil", "fatima");

    private final Persistence stores;
    private final AppId app;
    private final ProviderInstance instance;
    private final Map<String, String> faults = new HashMap<>();
    private final IdSource ids = Generators.timeBasedEpochGenerator()::generate;
    private final Random random = new Random(7);

    /** @param faults the provider's codes, explained */
    LivelyDay(Persistence stores, AppId app, ProviderInstance instance, List<KnownFault> faults) {
        this.stores = stores;
        this.app = app;
        this.instance = instance;
        faults.forEach(fault -> this.faults.put(fault.code(), fault.explanation()));
    }

    /** Fills the day before that moment; the last of it still waits, or has doubts about it. */
    void fill(int deliveries, Instant now) {
        Map<UserId, JsonObject> users = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            users.put(user(i), JsonObject.of(Map.of("phoneNumber", "+4477009002" + (10 + i), "firstName",
                    NAMES.get(i).substring(0, 1).toUpperCase(Locale.ROOT) + NAMES.get(i).substring(1))));
        }
        Instant end = Instant.ofEpochMilli(now.toEpochMilli());
        Instant start = Interval.HOUR.start(end.minus(Duration.ofHours(23)));
        stores.profiles().merge(app, users, start);
        stores.transactions().run(() -> {
            List<NotificationId> notifications = CATEGORIES.stream().map(category -> notification(category, start))
                    .toList();
            var all = new ArrayList<Delivery>();
            while (all.size() < deliveries) {
                Instant at = start.plusMillis((long) (random.nextDouble() * Duration.between(start, end).toMillis()));
                if (random.nextDouble() < rhythm(at)) {
                    all.add(life(order(notifications.get(random.nextInt(CATEGORIES.size())), at)));
                }
            }
            for (int i = 0; i < 3; i++) {
                all.add(doubt(order(notifications.get(i), end.minusSeconds(4_000 + 1_700 * i))));
            }
            stores.deliveries().add(all);
        });
    }

    /** Little at night, most in the late afternoon. */
    private static double rhythm(Instant at) {
        double hour = at.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3_600.0;
        return 0.12 + 0.88 * Math.pow(Math.sin(Math.PI * (((hour + 20) % 24) / 24)), 2);
    }

    private UserId user(int i) {
        return new UserId(NAMES.get(i) + "@example.org");
    }

    private NotificationId notification(String category, Instant at) {
        var id = new NotificationId(ids.next());
        stores.notifications().add(List.of(new Notification(id, app, Content.of("Your parcel is on its way."),
                Optional.empty(), Optional.of(category), JsonObject.EMPTY, Overrides.NONE, Optional.empty(),
                Optional.empty(), 1, at)));
        return id;
    }

    private DeliveryOrder order(NotificationId notification, Instant at) {
        return new DeliveryOrder(new DeliveryId(ids.next()), notification, app, user(random.nextInt(NAMES.size())),
                instance.channel(), Priority.NORMAL, at, at.plus(BUDGET), Optional.empty());
    }

    private Delivery queued(DeliveryOrder order) {
        return Delivery.queued(order, new Lane(instance.provider(), instance.id()), Optional.empty());
    }

    private Delivery begun(DeliveryOrder order) {
        Instant at = order.createdAt().plusMillis(4);
        return queued(order).begun(new Lease("node-1", at.plusSeconds(60)),
                Optional.empty(), Optional.empty(), at);
    }

    private Delivery life(DeliveryOrder order) {
        Instant at = order.createdAt();
        int lot = random.nextInt(1_000);
        if (lot < 6) {
            return queued(order).discarded(new Explanation("opted_out",
                    "The person wrote STOP and gets no messages on this channel.", Optional.empty()), at);
        }
        if (lot < 12) {
            return begun(order).answered(1, new SendOutcome.Refused(fault("21211")), pace(at.plusMillis(time(180))));
        }
        String reference = "SM" + order.id().toString().replace("-", "");
        Delivery sent = begun(order).answered(1, new SendOutcome.Accepted(reference), pace(at.plusMillis(time(210))));
        if (lot < 55) {
            String code = lot < 32 ? "63016" : lot < 47 ? "63024" : "63049";
            return sent.received(1, new Report(reference, ReportedStatus.FAILED, "undelivered",
                    Optional.of(fault(code)), Map.of("MessageStatus", "undelivered", "ErrorCode", code)),
                    pace(at.plusMillis(time(2_500))));
        }
        if (lot < 75) {
            return sent;
        }
        Instant arrived = at.plusMillis(time(1_900));
        Delivery delivered = sent.received(1, report(reference, ReportedStatus.DELIVERED, "delivered"), pace(arrived));
        return lot < 320
                ? delivered
                : delivered.received(1, report(reference, ReportedStatus.SEEN, "read"),
                        pace(arrived.plusMillis(time(240_000))));
    }

    private Delivery doubt(DeliveryOrder order) {
        Pace later = pace(order.createdAt().plusSeconds(400));
        return begun(order)
                .answered(1, new SendOutcome.Uncertain(ProviderFault.of("timeout", FaultKind.RETRY,
                        "Twilio did not answer in time.")), pace(order.createdAt().plusSeconds(30)))
                .held("Several messages look like it, and no callback tells them apart.", later);
    }

    private static Report report(String reference, ReportedStatus status, String word) {
        return new Report(reference, status, word, Optional.empty(), Map.of("MessageSid", reference, "MessageStatus",
                word));
    }

    private ProviderFault fault(String code) {
        return new ProviderFault(code, FaultKind.RECIPIENT, faults.getOrDefault(code, "Refused."),
                Optional.of(URI.create("https://www.twilio.com/docs/api/errors/" + code)));
    }

    /** Around a typical time, mostly between a third and three times of it. */
    private long time(long typical) {
        return Math.round(typical * Math.exp(random.nextGaussian()));
    }

    private Pace pace(Instant now) {
        return new Pace(now, Policies.standard(true), random);
    }
}
