package io.tidings.bootstrap.figures;

import io.tidings.bootstrap.bench.Databases;
import com.fasterxml.uuid.Generators;
import io.tidings.domain.content.Content;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Lease;
import io.tidings.domain.delivery.Priority;
import io.tidings.domain.dispatch.Pace;
import io.tidings.domain.dispatch.Policies;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.notification.Overrides;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Fills a database: {@value #TEMPLATES} deliveries live their lives through the stores, step by step, and their rows
 * are then multiplied by SQL, each copy with identifiers, references and moments of its own.
 */
final class Stock {

    static final int TEMPLATES = 1_000;

    private static final int OF_A_NOTIFICATION = 10;

    private final Node node;
    private final Databases.Fresh database;
    private final Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;

    Stock(Node node, Databases.Fresh database) {
        this.node = node;
        this.database = database;
    }

    static UserId user(int number) {
        return new UserId("user-" + number + "@example.com");
    }

    /** Deliveries that were sent, delivered and, every other, read, in the past month; one in twenty failed. */
    List<DeliveryId> addEnded(int total) {
        Instant start = Instant.ofEpochMilli(Instant.now().minus(Duration.ofDays(30)).toEpochMilli());
        List<Delivery> lives = queued(start, Duration.ofDays(1));
        node.stores.deliveries().add(lives);
        lives = next(lives.stream().map(Delivery::saved).toList(), start,
                (delivery, pace) -> delivery.begun(new Lease("figures", pace.now().plusSeconds(60)), Optional.empty(),
                        Optional.empty(),
                        pace.now()));
        lives = next(lives, start.plusMillis(150),
                (delivery, pace) -> delivery.answered(1, new SendOutcome.Accepted(reference(delivery)), pace));
        lives = next(lives, start.plusMillis(900), (delivery, pace) -> report(delivery, ReportedStatus.SENT, pace));
        lives = next(lives, start.plusSeconds(2), (delivery, pace) -> report(delivery,
                nth(delivery) % 20 == 0 ? ReportedStatus.FAILED : ReportedStatus.DELIVERED, pace));
        next(lives.stream().filter(delivery -> nth(delivery) % 2 == 1).toList(), start.plusSeconds(600),
                (delivery, pace) -> report(delivery, ReportedStatus.SEEN, pace));
        new Copies(database).multiply(total / TEMPLATES - 1);
        return lives.stream().map(Delivery::id).toList();
    }

    /** Deliveries that have been due for some minutes, a thousand for each millisecond, all of the same priority. */
    void addDue(int total) {
        Instant start = Instant.ofEpochMilli(Instant.now().minus(Duration.ofMinutes(10)).toEpochMilli());
        node.stores.deliveries().add(queued(start, Duration.ofDays(1)));
        new Copies(database).multiply(total / TEMPLATES - 1);
    }

    private List<Delivery> queued(Instant now, Duration budget) {
        var queued = new ArrayList<Delivery>();
        Notification notification = null;
        for (int i = 0; i < TEMPLATES; i++) {
            if (i % OF_A_NOTIFICATION == 0) {
                notification = new Notification(new NotificationId(ids.get()), node.app.id(),
                        Content.of("Your appointment is tomorrow at 10:00. Reply 1 to confirm."), Optional.empty(),
                        Optional.empty(),
                        JsonObject.EMPTY, Overrides.NONE, Optional.empty(), Optional.empty(), 1, now);
                node.stores.notifications().add(List.of(notification));
            }
            var order = new DeliveryOrder(new DeliveryId(ids.get()), notification.id(), node.app.id(), user(i),
                    node.instance.channel(), Priority.NORMAL, now, now.plus(budget), Optional.empty());
            queued.add(Delivery.queued(order, Samples.lane(node.instance), Optional.empty()));
        }
        return queued;
    }

    private List<Delivery> next(List<Delivery> before, Instant at, BiFunction<Delivery, Pace, Delivery> step) {
        var pace = new Pace(at, Policies.standard(true), new Random(1));
        List<Delivery> after = before.stream().map(delivery -> step.apply(delivery, pace)).toList();
        node.stores.deliveries().save(after);
        return after.stream().map(Delivery::saved).toList();
    }

    private static Delivery report(Delivery delivery, ReportedStatus status, Pace pace) {
        String reference = reference(delivery);
        Map<String, String> raw = Map.of("MessageStatus", status.name().toLowerCase(Locale.ROOT),
                "MessageSid", reference, "AccountSid", "AC00000000000000000000000000000001", "From",
                "whatsapp:+14155238886", "To", "whatsapp:+447700900100", "ApiVersion", "2010-04-01");
        var said = Samples.report(reference, status);
        return delivery.received(1, new Report(reference, status, said.word(),
                said.fault(), raw), pace);
    }

    private static String reference(Delivery delivery) {
        return "SM" + delivery.id().value().toString().replace("-", "");
    }

    private static int nth(Delivery delivery) {
        return Integer.parseInt(delivery.order().user().value().replaceAll("\\D", ""));
    }
}
