package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds of the deliveries of one notification. The stores are new and empty for each
 * test.
 */
public interface DeliveryPagesContract {

    Stores stores();

    @Test
    default void pages_holdAllDeliveriesInTheOrderOfTheirIdentifiers() {
        Scene scene = Scene.in(stores());
        List<Delivery> deliveries = Stream.generate(scene::queued).limit(5).toList();
        stores().deliveries().add(deliveries.reversed());
        scene.withAnotherNotification().added(scene.withAnotherNotification().queued());

        assertThat(pages(scene, 2)).containsExactly(
                saved(deliveries.subList(0, 2)), saved(deliveries.subList(2, 4)), saved(deliveries.subList(4, 5)));
        assertThat(pages(scene, 1)).hasSize(5);
        assertThat(pages(scene, 100)).containsExactly(saved(deliveries));
    }

    @Test
    default void lastPage_hasNoCursorAlsoWhenItIsFull() {
        Scene scene = Scene.in(stores());
        stores().deliveries().add(Stream.generate(scene::queued).limit(4).toList());
        assertThat(pages(scene, 2)).hasSize(2);
        assertThat(pages(scene, 4)).hasSize(1);
    }

    @Test
    default void notificationWithoutDeliveries_hasOneEmptyPage() {
        Page<Delivery> page = stores().deliveries().ofNotification(Scene.in(stores()).notification().id(),
                Optional.empty(), 10);
        assertThat(page).isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    default void unreadableCursor_isRefused() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        for (String cursor : List.of("", " ", "garbage", "-1", Samples.AWKWARD_TEXT, "x".repeat(10_000))) {
            assertThatThrownBy(() -> stores().deliveries().ofNotification(scene.notification().id(),
                    Optional.of(cursor), 10)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void counts_areOfTheStatesOfThatNotification() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        scene.added(scene.queued());
        scene.added(scene.queued().begun(Samples.lease(Samples.NOW), Optional.empty(), Optional.empty(), Samples.NOW));
        scene.added(Delivery.stillborn(scene.order(), Explanation.providerRemoved()));
        Scene another = scene.withAnotherNotification();
        another.added(another.queued());

        assertThat(counts(scene.notification().id())).isEqualTo(
                Map.of(DeliveryState.QUEUED, 2L, DeliveryState.SENDING, 1L, DeliveryState.DISCARDED, 1L));
        assertThat(counts(another.notification().id())).isEqualTo(Map.of(DeliveryState.QUEUED, 1L));
        assertThat(counts(Samples.notification(scene.app().id()).id())).isEmpty();
    }

    @Test
    default void count_followsTheStateOfADelivery() {
        Scene scene = Scene.in(stores());
        Delivery it = scene.added(scene.queued());
        scene.saved(it.discarded(Explanation.providerRemoved(), Samples.NOW));
        assertThat(counts(scene.notification().id())).isEqualTo(Map.of(DeliveryState.DISCARDED, 1L));
    }

    private Map<DeliveryState, Long> counts(NotificationId notification) {
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        counts.putAll(stores().deliveries().count(notification));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private List<List<Delivery>> pages(Scene scene, int limit) {
        var pages = new ArrayList<List<Delivery>>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Delivery> page = stores().deliveries().ofNotification(scene.notification().id(), cursor, limit);
            pages.add(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return pages;
    }

    private static List<Delivery> saved(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::saved).toList();
    }
}
