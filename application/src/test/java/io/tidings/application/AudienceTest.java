package io.tidings.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.delivery.Delivery;
import io.tidings.domain.notification.NotificationId;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.topic.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom topics reach, and where. */
class AudienceTest {

    private static final UserId BOB = new UserId("bob");
    private static final Channel SMS = new Channel("sms");

    private final World world = World.withCallbacks();
    private final Topics topics = new Topics(world.stores.topics(), world.stores.transactions(), world.timing,
            world.ids);

    @BeforeEach
    void topics() {
        topics.create(world.app, Optional.of("news"), Optional.empty());
        topics.create(world.app, Optional.of("alerts"), Optional.empty());
    }

    @Test
    void subscribersAtTheMomentOfAcceptance_areReached() {
        subscribe("news", Samples.ANN);
        NotificationId id = accept("news");
        subscribe("news", BOB);

        assertThat(reached(id)).containsExactly("ann@example.com whatsapp");
    }

    @Test
    void userWhoIsNamedInSeveralWays_getsOneDeliveryAChannel() {
        subscribe("news", Samples.ANN, BOB);
        subscribe("alerts", Samples.ANN);

        NotificationId id = world.accept(Requests.onTopics(List.of("news", "alerts", "news"), Requests.toAnn()));

        assertThat(reached(id)).containsExactly("ann@example.com whatsapp", "bob whatsapp");
    }

    @Test
    void channelsOfASubscription_narrowThoseOfTheNotification() {
        subscribe("news", Set.of(SMS), Samples.ANN);
        subscribe("news", Set.of(Samples.WHATSAPP), BOB);

        assertThat(reached(accept("news"))).containsExactly("bob whatsapp");
        assertThat(reached(world.accept(Requests.overriding(Map.of("channels", List.of("whatsapp", "sms")),
                Requests.onTopics(List.of("news"), Requests.to())))))
                .containsExactly("ann@example.com sms", "bob whatsapp");
    }

    @Test
    void userOfSeveralSubscriptions_isReachedOnTheChannelsOfAny() {
        subscribe("news", Set.of(SMS), BOB);
        subscribe("alerts", Set.of(Samples.WHATSAPP), BOB);

        assertThat(reached(world.accept(Requests.onTopics(List.of("news", "alerts"), Requests.to()))))
                .containsExactly("bob whatsapp");
    }

    @Test
    void userWhoIsNamedThemselves_isNotNarrowed() {
        subscribe("news", Set.of(SMS), Samples.ANN);

        assertThat(reached(world.accept(Requests.onTopics(List.of("news"), Requests.toAnn()))))
                .containsExactly("ann@example.com whatsapp");
    }

    @Test
    void topicWithoutSubscribers_isAcceptedAndForgottenInTime() {
        NotificationId id = accept("news");
        assertThat(world.of(id)).isEmpty();

        world.pass(world.timing.policies().retention().plus(Duration.ofSeconds(1)));
        world.engine.tidyUp();

        assertThat(world.stores.notifications().find(id)).isEmpty();
    }

    @Test
    void topicOfAnotherApp_doesNotExist() {
        topics.create(Samples.app(), Optional.of("theirs"), Optional.empty());

        assertThatThrownBy(() -> accept("theirs")).isInstanceOf(Problem.Unprocessable.class)
                .hasMessageContaining("theirs");
    }

    @Test
    void moreThanARequestMayName_areRefused() {
        subscribe("news", IntStream.range(0, 6_000).mapToObj(i -> new UserId("a" + i)).toArray(UserId[]::new));
        subscribe("alerts", IntStream.range(0, 6_000).mapToObj(i -> new UserId("b" + i)).toArray(UserId[]::new));

        assertThatThrownBy(() -> world.accept(Requests.onTopics(List.of("news", "alerts"), Requests.to())))
                .isInstanceOf(Problem.Invalid.class).hasMessageContaining("sendTo.topics");
    }

    @Test
    void removedUser_isSubscribedNoMore() {
        subscribe("news", Samples.ANN);
        new Profiles(world.stores.profiles(), world.stores.topics(), world.stores.transactions(), world.timing)
                .remove(world.app, Samples.ANN);

        assertThat(topics.of(world.app, Samples.ANN)).isEmpty();
    }

    private NotificationId accept(String topic) {
        return world.accept(Requests.onTopics(List.of(topic), Requests.to()));
    }

    private List<String> reached(NotificationId id) {
        return world.of(id).stream().map(Delivery::order).map(order -> order.user() + " " + order.channel()).sorted()
                .toList();
    }

    private void subscribe(String topic, UserId... users) {
        subscribe(topic, Set.of(), users);
    }

    private void subscribe(String topic, Set<Channel> channels, UserId... users) {
        topics.subscribe(world.app, topic,
                List.of(users).stream().map(user -> new Subscription(user, channels)).toList());
    }
}
