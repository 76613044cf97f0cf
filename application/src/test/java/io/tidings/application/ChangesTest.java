package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.log.Change;
import io.tidings.domain.log.Position;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangesTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final InMemoryStores stores = new InMemoryStores();
    private final Scene scene = Scene.in(stores);

    @AutoClose
    private final Changes changes = new Changes(stores.changes(), stores.notifications());

    @Test
    void listener_hearsWhatHappensToItsAppFromNowOn() throws InterruptedException {
        scene.added(scene.queued());
        try (Listener listener = changes.ofApp(scene.app().id(), Optional.empty())) {
            Scene other = Scene.in(stores);
            other.added(other.queued());
            Delivery delivery = scene.added(scene.queued());
            assertThat(hear(listener, 1)).extracting(Change::delivery).containsExactly(delivery.id());
        }
    }

    @Test
    void everyListener_hearsEverythingAndWhoComesBackMissesNothing() throws InterruptedException {
        Position seen;
        try (Listener first = changes.ofApp(scene.app().id(), Optional.empty());
                Listener second = changes.ofApp(scene.app().id(), Optional.empty())) {
            List<Delivery> deliveries = Stream.generate(() -> scene.added(scene.queued())).limit(50).toList();
            assertThat(ids(hear(first, 50))).isEqualTo(deliveries.stream().map(Delivery::id).toList());
            assertThat(ids(hear(second, 50))).isEqualTo(deliveries.stream().map(Delivery::id).toList());
            seen = second.position();
        }
        Delivery missed = scene.added(scene.queued());
        try (Listener again = changes.ofApp(scene.app().id(), Optional.of(seen))) {
            Delivery fresh = scene.added(scene.queued());
            assertThat(ids(hear(again, 2))).containsExactly(missed.id(), fresh.id());
        }
    }

    /** Three times what its buffer holds happens while it does nothing, and more while it catches up. */
    @Test
    void slowListener_losesNothingAndHoldsNobodyUp() throws InterruptedException {
        try (Listener slow = changes.ofApp(scene.app().id(), Optional.empty());
                Listener fast = changes.ofApp(scene.app().id(), Optional.empty())) {
            assertThat(slow.next(Duration.ZERO)).isEmpty();
            var all = new ArrayList<Delivery>();
            for (int i = 0; i < 30; i++) {
                all.addAll(Stream.generate(() -> scene.added(scene.queued())).limit(100).toList());
            }
            assertThat(hear(fast, 3_000)).hasSize(3_000);
            var heard = new ArrayList<>(slow.next(LONG));
            all.addAll(Stream.generate(() -> scene.added(scene.queued())).limit(100).toList());
            heard.addAll(hear(slow, all.size() - heard.size()));
            assertThat(ids(heard)).isEqualTo(all.stream().map(Delivery::id).toList());
        }
    }

    @Test
    void close_endsTheWaiting() throws InterruptedException {
        try (Listener listener = changes.ofApp(scene.app().id(), Optional.empty())) {
            listener.next(Duration.ZERO);
            Thread.ofVirtual().start(changes::close);
            while (!listener.isOver()) {
                assertThat(listener.next(LONG)).isEmpty();
            }
        }
        try (Listener late = changes.ofApp(scene.app().id(), Optional.empty())) {
            assertThat(late.isOver()).isTrue();
        }
    }

    private static List<Object> ids(List<Change> changes) {
        return changes.stream().<Object>map(Change::delivery).toList();
    }

    private static List<Change> hear(Listener listener, int count) throws InterruptedException {
        var heard = new ArrayList<Change>();
        while (heard.size() < count) {
            heard.addAll(listener.next(LONG));
        }
        return heard;
    }
}
