package io.tidings.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.TimelineEntry.Event;
import io.tidings.domain.delivery.TimelineEntry;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeFeed} holds. The stores are new and empty for each test. */
public interface ChangeFeedContract {

    Instant NOW = Samples.NOW;

    Stores stores();

    @Test
    default void change_saysWhatHappenedToWhom() {
        Scene scene = Scene.in(stores());
        Position before = stores().changes().end();
        Delivery delivery = scene.added(scene.queued());
        scene.saved(delivery.begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW));

        List<Change> changes = all(before, Optional.empty());
        assertThat(changes.stream().map(Change::entry).toList()).isEqualTo(stores().deliveries().timeline(
                delivery.id()));
        assertThat(changes.getLast()).isEqualTo(new Change(changes.getLast().position(), scene.app().id(),
                scene.notification().id(), delivery.id(), Samples.ANN, changes.getLast().entry()));
        assertThat(changes).extracting(Change::position).isSorted().doesNotHaveDuplicates();
        assertThat(all(changes.getLast().position(), Optional.empty())).isEmpty();
        assertThat(all(stores().changes().end(), Optional.empty())).isEmpty();
    }

    @Test
    default void parts_areOfTheSizeThatIsAskedFor() {
        Scene scene = Scene.in(stores());
        for (int i = 0; i < 5; i++) {
            scene.added(scene.queued());
        }
        ChangeFeed.Part part = stores().changes().after(Position.START, Optional.empty(), 3);
        assertThat(part.changes()).hasSize(3);
        assertThat(part.last()).isFalse();
        part = stores().changes().after(part.changes().getLast().position(), Optional.empty(), 3);
        assertThat(part.changes()).hasSize(2);
        assertThat(part.last()).isTrue();
    }

    @Test
    default void feedOfANotification_hasOnlyItsChanges() {
        Scene scene = Scene.in(stores());
        Delivery mine = scene.added(scene.queued());
        Scene other = scene.withAnotherNotification();
        other.added(other.queued());
        scene.saved(mine.discarded(Explanation.closed(), NOW));

        List<Change> changes = all(Position.START, Optional.of(scene.notification().id()));
        assertThat(changes).extracting(Change::delivery).containsOnly(mine.id());
        assertThat(changes).extracting(Change::entry).extracting(TimelineEntry::event)
                .containsExactly(Event.QUEUED, Event.DISCARDED);
        assertThat(all(changes.getFirst().position(), Optional.of(scene.notification().id()))).hasSize(1);
    }

    @Test
    default void changesOfADelivery_goWithIt() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued().discarded(Explanation.closed(), NOW));
        Position end = stores().changes().end();
        stores().deliveries().removeEnded(NOW.plusSeconds(1), 10);
        assertThat(all(Position.START, Optional.empty())).isEmpty();
        scene.withAnotherNotification().added(scene.withAnotherNotification().queued());
        assertThat(all(end, Optional.empty())).hasSize(1);
    }

    /** The reader goes on from the last that it has seen, as fast as it can, while four write. */
    @Test
    default void readerWhileManyWrite_missesNothingAndGetsNothingTwice() {
        Scene scene = Scene.in(stores());
        var writing = new AtomicInteger(4);
        var who = new AtomicInteger();
        var seen = new ArrayList<Change>();
        Together.call(5, () -> {
            if (who.getAndIncrement() == 0) {
                Position position = Position.START;
                boolean goesOn = true;
                while (goesOn) {
                    goesOn = writing.get() > 0;
                    List<Change> more = all(position, Optional.empty());
                    seen.addAll(more);
                    position = more.isEmpty() ? position : more.getLast().position();
                }
            } else {
                for (int i = 0; i < 100; i++) {
                    scene.saved(scene.added(scene.queued()).discarded(Explanation.closed(), NOW));
                }
                writing.decrementAndGet();
            }
            return true;
        });
        assertThat(seen).hasSize(800);
        assertThat(new HashSet<>(seen)).hasSize(800);
        Map<DeliveryId, Set<Event>> events = seen.stream().collect(Collectors.groupingBy(Change::delivery,
                Collectors.mapping(change -> change.entry().event(), Collectors.toSet())));
        assertThat(events).hasSize(400);
        assertThat(events.values()).containsOnly(Set.of(Event.QUEUED, Event.DISCARDED));
    }

    private List<Change> all(Position after, Optional<io.tidings.domain.notification.NotificationId> notification) {
        var all = new ArrayList<Change>();
        ChangeFeed.Part part;
        do {
            Position from = all.isEmpty() ? after : all.getLast().position();
            part = stores().changes().after(from, notification, 50);
            all.addAll(part.changes());
        } while (!part.last());
        return all;
    }
}
