package io.tidings.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.delivery.DeliveryId;
import io.tidings.domain.delivery.DeliveryOrder;
import io.tidings.domain.delivery.DeliveryState;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.delivery.Lane;
import io.tidings.domain.delivery.Page;
import io.tidings.domain.notification.Notification;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.provider.SendOutcome;
import io.tidings.domain.statistics.Summary.Milestone;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Scene;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryLog} holds. The stores are new and empty for each test. */
public interface DeliveryLogContract {

    Instant NOW = Samples.NOW;

    UserId BOB = new UserId("bob");

    Stores stores();

    @Test
    default void deliveries_areListedNewestFirstEachOnce() {
        Scene scene = Scene.in(stores());
        List<DeliveryId> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two at a time: then the identifier decides.
            oldestFirst.add(added(scene, NOW.plusSeconds(i / 2), Samples.ANN).id());
        }
        Scene other = Scene.in(stores());
        other.added(other.queued());

        for (int limit : List.of(1, 2, 3, 7, 100)) {
            assertThat(ids(LogFilter.all(scene.app().id()), limit)).isEqualTo(oldestFirst.reversed());
        }
    }

    @Test
    default void skippedDeliveries_arePassedOver() {
        Scene scene = Scene.in(stores());
        List<DeliveryId> all = IntStream.range(0, 5).mapToObj(i -> added(scene, NOW.plusSeconds(i), Samples.ANN).id())
                .toList().reversed();
        LogFilter filter = LogFilter.all(scene.app().id());
        assertThat(ids(stores().log().page(filter, Optional.empty(), 2, 2))).isEqualTo(all.subList(2, 4));
        assertThat(stores().log().page(filter, Optional.empty(), 9, 2)).isEqualTo(
                new Page<>(List.of(), Optional.empty()));
    }

    @Test
    default void entry_saysWhatIsKnown() {
        Scene scene = withCategory(Scene.in(stores()), "reminder");
        Delivery seen = scene.added(scene.queued().begun(Samples.lease(NOW), Optional.empty(), Optional.empty(), NOW)
                .answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(NOW.plusSeconds(1)))
                .received(1, Samples.report("SM1", ReportedStatus.DELIVERED), Samples.pace(NOW.plusSeconds(2))));
        seen = scene.saved(seen.received(1, Samples.report("SM1", ReportedStatus.SEEN),
                Samples.pace(NOW.plusSeconds(3))));
        assertThat(stores().log().page(LogFilter.all(scene.app().id()), Optional.empty(), 0, 10).items())
                .containsExactly(new LogEntry(seen, Optional.of("reminder"), Optional.of(NOW.plusSeconds(1)),
                        Optional.of(NOW.plusSeconds(2)), Optional.of(NOW.plusSeconds(3))));
    }

    @Test
    default void eachFilterAndAllOfThemTogether_findWhatTheySay() {
        Scene scene = Scene.in(stores());
        Scene reminders = withCategory(scene, "reminder");
        var all = new ArrayList<LogEntry>();
        int i = 0;
        for (Scene one : List.of(scene, reminders)) {
            for (UserId user : List.of(Samples.ANN, BOB)) {
                for (int state = 0; state < 3; state++) {
                    Delivery delivery = added(one, NOW.plusSeconds(i++), user);
                    Delivery now = switch (state) {
                        case 0 -> delivery;
                        case 1 -> scene.saved(delivery.discarded(Explanation.closed(), NOW));
                        default -> scene.saved(delivery.rerouted(
                                new Lane(new ProviderId("other"), delivery.lane().orElseThrow().instance()), NOW));
                    };
                    all.addFirst(new LogEntry(now, one == scene ? Optional.empty() : Optional.of("reminder"),
                            Optional.empty(), Optional.empty(), Optional.empty()));
                }
            }
        }
        for (int which = 0; which < 256; which++) {
            LogFilter filter = filter(scene, which);
            List<LogEntry> wanted = all.stream().filter(entry -> wanted(entry, filter)).toList();
            assertThat(entries(filter, 5)).as(filter.toString()).isEqualTo(wanted);
        }
    }

    private static LogFilter filter(Scene scene, int which) {
        return new LogFilter(scene.app().id(), (which & 1) == 0 ? Set.of() : Set.of(BOB),
                switch (which & (2 | 128)) {
                    case 0 -> Set.of();
                    case 2 -> Set.of(DeliveryState.DISCARDED);
                    case 128 -> Set.of(DeliveryState.QUEUED, DeliveryState.SEEN);
                    default -> Set.of(DeliveryState.DISCARDED, DeliveryState.QUEUED, DeliveryState.SENDING);
                },
                Optional.empty(),
                (which & 4) == 0
                        ? Optional.empty()
                        : Optional.of((which & 2) == 0 ? new ProviderId("other") : ScriptedProvider.ID),
                (which & 8) == 0 ? Optional.empty() : Optional.of("reminder"),
                (which & 16) == 0 ? Optional.empty() : Optional.of("closed"),
                (which & 32) == 0 ? Optional.empty() : Optional.of(NOW.plusSeconds(4)),
                (which & 64) == 0 ? Optional.empty() : Optional.of(NOW.plusSeconds(10)));
    }

    private static boolean wanted(LogEntry it, LogFilter filter) {
        Instant at = it.delivery().order().createdAt();
        return (filter.users().isEmpty() || filter.users().contains(it.delivery().order().user()))
                && (filter.states().isEmpty() || filter.states().contains(it.delivery().state()))
                && filter.provider().map(provider -> it.delivery().lane().orElseThrow().provider().equals(provider))
                        .orElse(true)
                && filter.category().map(category -> it.category().equals(filter.category())).orElse(true)
                && filter.code().map(code -> it.delivery().state() == DeliveryState.DISCARDED).orElse(true)
                && filter.from().map(from -> !at.isBefore(from)).orElse(true)
                && filter.to().map(at::isBefore).orElse(true);
    }

    @Test
    default void severalUsers_areListedTogether() {
        Scene scene = Scene.in(stores());
        DeliveryId first = added(scene, NOW, Samples.ANN).id();
        DeliveryId second = added(scene, NOW.plusSeconds(1), BOB).id();
        added(scene, NOW.plusSeconds(2), new UserId("carl"));
        DeliveryId third = added(scene, NOW.plusSeconds(3), Samples.ANN).id();
        var filter = new LogFilter(scene.app().id(), Set.of(Samples.ANN, BOB), Set.of(), Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(ids(filter, 2)).containsExactly(third, second, first);
    }

    @Test
    default void severalStates_areListedTogether() {
        Scene scene = Scene.in(stores());
        DeliveryId first = added(scene, NOW, Samples.ANN).id();
        DeliveryId second = scene.saved(added(scene, NOW.plusSeconds(1), BOB).discarded(Explanation.closed(), NOW))
                .id();
        taken(scene, NOW.plusSeconds(2));
        DeliveryId third = added(scene, NOW.plusSeconds(3), Samples.ANN).id();
        assertThat(ids(ofStates(scene, DeliveryState.QUEUED, DeliveryState.DISCARDED, DeliveryState.SEEN), 2))
                .containsExactly(third, second, first);
    }

    @Test
    default void howFarItCame_isAsked_whateverBecameOfItSince() {
        Scene scene = Scene.in(stores());
        added(scene, NOW, Samples.ANN);
        scene.saved(added(scene, NOW.plusSeconds(1), Samples.ANN).discarded(Explanation.closed(), NOW));
        DeliveryId failed = reported(scene, taken(scene, NOW.plusSeconds(2)), ReportedStatus.FAILED);
        DeliveryId taken = taken(scene, NOW.plusSeconds(3)).id();
        DeliveryId delivered = reported(scene, taken(scene, NOW.plusSeconds(4)), ReportedStatus.DELIVERED);
        DeliveryId seen = reported(scene, taken(scene, NOW.plusSeconds(5)), ReportedStatus.SEEN);

        assertThat(ids(reached(scene, Milestone.SENT), 3)).containsExactly(seen, delivered, taken, failed);
        assertThat(ids(reached(scene, Milestone.DELIVERED), 1)).containsExactly(seen, delivered);
        assertThat(ids(reached(scene, Milestone.SEEN), 10)).containsExactly(seen);
        assertThat(ids(reached(scene, Milestone.SENT, DeliveryState.DISCARDED, DeliveryState.SEEN), 10))
                .containsExactly(seen, failed);
        assertThat(ids(reached(scene, Milestone.SEEN, DeliveryState.DISCARDED), 10)).isEmpty();
    }

    @Test
    default void stateThatChanged_isFoundUnderTheNewOne() {
        Scene scene = Scene.in(stores());
        Delivery delivery = added(scene, NOW, Samples.ANN);
        scene.saved(delivery.discarded(Explanation.closed(), NOW));
        assertThat(ids(ofStates(scene, DeliveryState.QUEUED), 10)).isEmpty();
        assertThat(ids(ofStates(scene, DeliveryState.DISCARDED), 10)).containsExactly(delivery.id());
    }

    @Test
    default void removedDelivery_isListedNoMore() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued().discarded(Explanation.closed(), NOW));
        stores().deliveries().removeEnded(NOW.plusSeconds(1), 10);
        assertThat(ids(LogFilter.all(scene.app().id()), 10)).isEmpty();
        assertThat(ids(ofStates(scene, DeliveryState.DISCARDED), 10)).isEmpty();
    }

    @Test
    default void unreadableCursorOfTheLog_isRefused() {
        Scene scene = Scene.in(stores());
        scene.added(scene.queued());
        for (String cursor : List.of("", " ", ".", "1.", "garbage", "-1", Samples.AWKWARD_TEXT, "x".repeat(10_000))) {
            assertThatThrownBy(() -> stores().log().page(LogFilter.all(scene.app().id()), Optional.of(cursor), 0, 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static LogFilter ofStates(Scene scene, DeliveryState... states) {
        return filter(scene, Optional.empty(), states);
    }

    private static LogFilter reached(Scene scene, Milestone milestone, DeliveryState... states) {
        return filter(scene, Optional.of(milestone), states);
    }

    private static LogFilter filter(Scene scene, Optional<Milestone> reached, DeliveryState... states) {
        return new LogFilter(scene.app().id(), Set.of(), Set.of(states), reached, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Delivery taken(Scene scene, Instant at) {
        return scene
                .saved(added(scene, at, Samples.ANN).begun(Samples.lease(at), Optional.empty(), Optional.empty(), at)
                        .answered(1, new SendOutcome.Accepted("SM1"), Samples.pace(at)));
    }

    private static DeliveryId reported(Scene scene, Delivery taken, ReportedStatus status) {
        return scene.saved(taken.received(1, Samples.report("SM1", status),
                Samples.pace(NOW.plusSeconds(60)))).id();
    }

    private Scene withCategory(Scene scene, String category) {
        Notification plain = Samples.notification(scene.app().id());
        var notification = new Notification(plain.id(), plain.app(), plain.content(), plain.template(),
                Optional.of(category),
                plain.data(), plain.overrides(), plain.sendAt(), plain.run(), plain.made(), plain.createdAt());
        stores().notifications().add(List.of(notification));
        return new Scene(stores(), scene.app(), scene.instance(), notification);
    }

    private static Delivery added(Scene scene, Instant at, UserId user) {
        DeliveryOrder order = scene.order();
        return scene.added(Samples.queued(new DeliveryOrder(order.id(), order.notification(), order.app(), user,
                order.channel(), order.priority(), at, order.expiresAt(), Optional.empty()), scene.lane()));
    }

    private List<DeliveryId> ids(LogFilter filter, int limit) {
        return entries(filter, limit).stream().map(entry -> entry.delivery().id()).toList();
    }

    private static List<DeliveryId> ids(Page<LogEntry> page) {
        return page.items().stream().map(entry -> entry.delivery().id()).toList();
    }

    private List<LogEntry> entries(LogFilter filter, int limit) {
        var entries = new ArrayList<LogEntry>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<LogEntry> page = stores().log().page(filter, cursor, 0, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            entries.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return entries;
    }
}
