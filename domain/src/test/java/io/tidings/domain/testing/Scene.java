package io.tidings.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.provider.ProviderInstance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must be stored before a delivery can be: an app, one provider instance of it, and a notification. */
public record Scene(Stores stores, App app, ProviderInstance instance, Notification notification) {

    public static Scene in(Stores stores) {
        App app = Samples.app();
        stores.apps().add(app);
        return new Scene(stores, app, null, null).withAnotherLane().withAnotherNotification();
    }

    /** The same app with one more instance, which is the one that is used from here on. */
    public Scene withAnotherLane() {
        ProviderInstance another = Samples.instance(app.id());
        stores.providerInstances().add(another);
        return new Scene(stores, app, another, notification);
    }

    /** The same app with one more notification, which is the one that is used from here on. */
    public Scene withAnotherNotification() {
        Notification another = Samples.notification(app.id());
        stores.notifications().add(List.of(another));
        return new Scene(stores, app, instance, another);
    }

    public Lane lane() {
        return Samples.lane(instance);
    }

    public DeliveryOrder order() {
        return Samples.order(app.id(), notification.id());
    }

    /** A new delivery, due {@link Samples#NOW} and not stored. */
    public Delivery queued() {
        return Samples.queued(order(), lane());
    }

    /** A new delivery, due at that moment and not stored. */
    public Delivery queuedFor(Instant due) {
        return Delivery.queued(order(), lane(), Optional.of(due));
    }

    /** Adds a delivery, and answers it as it is stored. */
    public Delivery added(Delivery delivery) {
        stores.deliveries().add(List.of(delivery));
        return stored(delivery);
    }

    /** Saves a delivery, which must be a success, and answers it as it is stored. */
    public Delivery saved(Delivery changed) {
        assertThat(stores.deliveries().save(List.of(changed))).isEmpty();
        return stored(changed);
    }

    public Delivery stored(Delivery delivery) {
        return stores.deliveries().find(delivery.id()).orElseThrow();
    }
}
