package io.tidings.domain.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.topic.TopicStore.Subscribed;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TopicStore} holds. The stores are new and empty for each test, and the same within it. */
public interface TopicStoreContract {

    CountingIds IDS = new CountingIds(Samples.NOW.plusMillis(4));
    Set<Channel> ALL = Set.of();
    Set<Channel> WHATSAPP = Set.of(Samples.WHATSAPP);
    UserId BOB = new UserId("bob");

    Stores stores();

    @Test
    default void addedTopic_isFoundInBothWaysRenamedAndRemoved() {
        Topic topic = added(app(), "News");
        assertThat(stores().topics().find(topic.id())).contains(topic);
        assertThat(stores().topics().find(topic.app(), "News")).contains(topic);
        assertThat(stores().topics().find(topic.app(), "news")).isEmpty();
        assertThat(stores().topics().find(app().id(), "News")).isEmpty();

        assertThat(stores().topics().rename(topic.id(), Samples.AWKWARD_TEXT)).isTrue();
        assertThat(stores().topics().find(topic.id()))
                .contains(new Topic(topic.id(), topic.app(), "News", Samples.AWKWARD_TEXT, topic.createdAt()));
        assertThat(stores().topics().remove(topic.id())).isTrue();
        assertThat(stores().topics().remove(topic.id())).isFalse();
        assertThat(stores().topics().rename(topic.id(), "x")).isFalse();
        assertThat(stores().topics().find(topic.id())).isEmpty();
    }

    @Test
    default void topicThatIsTaken_changesNothingButIsFreeInAnotherApp() {
        Topic first = added(app(), "news");
        Topic second = new Topic(new TopicId(IDS.next()), first.app(), "news", "Other", Samples.NOW);
        assertThat(stores().topics().add(second)).isFalse();
        assertThat(stores().topics().ofApp(first.app())).containsExactly(first);
        added(app(), "news");
    }

    @Test
    default void topics_comeInTheOrderOfTheirIdentifiers() {
        App app = app();
        Topic b = added(app, "b");
        Topic a = added(app, "a");
        assertThat(stores().topics().ofApp(app.id())).containsExactly(a, b);
    }

    @Test
    default void subscribers_comeOnceEachWithTheirLatestChannels() {
        Topic topic = added(app(), "news");
        Topic other = added(app(), "news");
        stores().topics().subscribe(topic.id(), List.of(new Subscription(BOB, ALL), ann(WHATSAPP)));
        stores().topics().subscribe(topic.id(), List.of(ann(Set.of(new Channel("sms"), Samples.WHATSAPP))));

        assertThat(stores().topics().subscribers(topic.id(), 10))
                .containsExactly(ann(Set.of(Samples.WHATSAPP, new Channel("sms"))), new Subscription(BOB, ALL));
        assertThat(stores().topics().subscribers(topic.id(), 1)).hasSize(1);
        stores().topics().subscribe(topic.id(), List.of(ann(ALL), ann(WHATSAPP)));
        assertThat(stores().topics().subscribers(topic.id(), 1)).containsExactly(ann(WHATSAPP));
        assertThat(stores().topics().subscribers(other.id(), 10)).isEmpty();
    }

    @Test
    default void subscriptionToATopicThatIsGone_isRefused() {
        var gone = new TopicId(IDS.next());
        assertThatThrownBy(() -> stores().topics().subscribe(gone, List.of(ann(ALL))))
                .isInstanceOf(RuntimeException.class);
        assertThat(stores().topics().subscribers(gone, 10)).isEmpty();
    }

    @Test
    default void unsubscribed_areCountedAndGone() {
        Topic topic = added(app(), "news");
        stores().topics().subscribe(topic.id(), List.of(ann(ALL), new Subscription(BOB, ALL)));
        assertThat(stores().topics().unsubscribe(topic.id(), List.of(BOB, new UserId("nobody"), BOB))).isEqualTo(1);
        assertThat(stores().topics().subscribers(topic.id(), 10)).containsExactly(ann(ALL));
        assertThat(stores().topics().unsubscribe(topic.id(), List.of())).isZero();
    }

    @Test
    default void subscriptionsOfAUser_areThoseOfTheAppAndEndWithTheirTopic() {
        App app = app();
        Topic news = added(app, "news");
        Topic alerts = added(app, "alerts");
        Topic foreign = added(app(), "news");
        for (Topic topic : List.of(news, alerts, foreign)) {
            stores().topics().subscribe(topic.id(), List.of(ann(WHATSAPP), new Subscription(BOB, ALL)));
        }
        assertThat(stores().topics().ofUser(app.id(), Samples.ANN))
                .containsExactly(new Subscribed(alerts, WHATSAPP), new Subscribed(news, WHATSAPP));

        stores().topics().remove(alerts.id());
        assertThat(stores().topics().ofUser(app.id(), Samples.ANN)).containsExactly(new Subscribed(news, WHATSAPP));
        stores().topics().forget(app.id(), Samples.ANN);
        assertThat(stores().topics().ofUser(app.id(), Samples.ANN)).isEmpty();
        assertThat(stores().topics().ofUser(app.id(), BOB)).containsExactly(new Subscribed(news, ALL));
        assertThat(stores().topics().ofUser(foreign.app(), Samples.ANN)).hasSize(1);
    }

    @Test
    default void manySubscribers_areKept() {
        Topic topic = added(app(), "news");
        List<Subscription> many = IntStream.range(0, 2_000)
                .mapToObj(i -> new Subscription(new UserId("user-%05d".formatted(i)), i % 2 == 0 ? ALL : WHATSAPP))
                .toList();
        stores().topics().subscribe(topic.id(), many);
        assertThat(stores().topics().subscribers(topic.id(), 10_000)).isEqualTo(many);
        assertThat(stores().topics().unsubscribe(topic.id(), many.stream().map(Subscription::user).toList()))
                .isEqualTo(2_000);
    }

    private App app() {
        App app = Samples.app();
        stores().apps().add(app);
        return app;
    }

    private Topic added(App app, String identifier) {
        var topic = new Topic(new TopicId(IDS.next()), app.id(), identifier, "Name", Samples.NOW);
        assertThat(stores().topics().add(topic)).isTrue();
        return topic;
    }

    private static Subscription ann(Set<Channel> channels) {
        return new Subscription(Samples.ANN, channels);
    }
}
