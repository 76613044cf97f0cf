package io.tidings.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.conversation.Consent.Decision;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.InboundMessage;
import io.tidings.domain.provider.Parties;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import io.tidings.domain.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ConversationStore} holds. The stores are new and empty for each test, and the same within it. */
public interface ConversationStoreContract {

    Address ANN = new Address("+919988776655");
    Address BOB = new Address("US.13491208655302741918");
    Address DESK = new Address("+14155238886");
    Address SHOP = new Address("+16453454679");

    Stores stores();

    @Test
    default void firstMessage_isTheLastAndBeginsTheListening() {
        AppId app = storedApp();
        assertThat(between(app, ANN, DESK)).isEqualTo(Correspondence.NONE);

        assertThat(note(app, "1", ANN, DESK, Samples.NOW)).isTrue();

        assertThat(between(app, ANN, DESK)).isEqualTo(heard(Samples.NOW, Samples.NOW));
        assertThat(between(app, BOB, DESK).lastMessage()).as("of another person").isEmpty();
        assertThat(between(app, BOB, DESK).listeningSince()).as("the same sender").contains(Samples.NOW);
        assertThat(between(app, ANN, SHOP)).as("with another sender").isEqualTo(Correspondence.NONE);
    }

    @Test
    default void laterMessage_movesTheLastAndNotTheListening() {
        AppId app = storedApp();
        Instant later = Samples.NOW.plus(Duration.ofHours(3));
        note(app, "1", ANN, DESK, Samples.NOW);
        note(app, "2", ANN, DESK, later);
        assertThat(between(app, ANN, DESK)).isEqualTo(heard(later, Samples.NOW));

        note(app, "3", ANN, DESK, later.minusMillis(1));
        assertThat(between(app, ANN, DESK)).as("a clock that was set back").isEqualTo(heard(later, Samples.NOW));
    }

    @Test
    default void repeatedMessage_changesNothing() {
        AppId app = storedApp();
        note(app, "1", ANN, DESK, Samples.NOW);

        assertThat(note(app, "1", ANN, DESK, Samples.NOW.plusSeconds(9))).isFalse();
        assertThat(note(app, "1", BOB, SHOP, Samples.NOW.plusSeconds(9))).isFalse();

        assertThat(between(app, ANN, DESK)).isEqualTo(heard(Samples.NOW, Samples.NOW));
        assertThat(between(app, BOB, SHOP)).isEqualTo(Correspondence.NONE);
    }

    @Test
    default void messageNotedByManyAtOnce_isNewToOne() {
        AppId app = storedApp();
        List<Boolean> told = Together.call(6, () -> note(app, "1", ANN, DESK, Samples.NOW));
        assertThat(told).containsOnlyOnce(true);
    }

    @Test
    default void messageOfAUnitThatFails_isNewAgain() {
        AppId app = storedApp();
        assertThatThrownBy(() -> stores().transactions().run(() -> {
            stores().conversations().note(app, Samples.WHATSAPP, message("1", ANN, DESK), true, Samples.NOW);
            throw new IllegalArgumentException("on purpose");
        })).hasMessage("on purpose");

        assertThat(between(app, ANN, DESK)).isEqualTo(Correspondence.NONE);
        assertThat(note(app, "1", ANN, DESK, Samples.NOW)).isTrue();
    }

    @Test
    default void decision_replacesTheOneBefore() {
        AppId app = storedApp();
        assertThat(stores().conversations().consent(app, Samples.WHATSAPP, ANN)).isEmpty();

        Consent out = Consent.ofPerson(ANN, Decision.OPTED_OUT, "STOP", Samples.NOW);
        decide(app, out);
        assertThat(stores().conversations().consent(app, Samples.WHATSAPP, ANN)).contains(out);
        assertThat(between(app, ANN, DESK).optOut()).contains(out);
        assertThat(between(app, ANN, SHOP).optOut()).as("whatever the sender").contains(out);
        assertThat(correspondence(app, new Parties(ANN, Optional.empty())).optOut()).contains(out);
        assertThat(between(app, BOB, DESK).consent()).isEmpty();

        Consent in = Consent.ofOperator(ANN, Decision.OPTED_IN, Samples.NOW.plusMillis(1));
        decide(app, in);
        assertThat(stores().conversations().consent(app, Samples.WHATSAPP, ANN)).contains(in);
        assertThat(between(app, ANN, DESK).consent()).contains(in);
        assertThat(between(app, ANN, DESK).optOut()).isEmpty();
    }

    @Test
    default void optOuts_areReadPageByPageInOrder() {
        AppId app = storedApp();
        List<Address> people = IntStream.range(0, 25).mapToObj(i -> new Address("+4477009%05d".formatted(i))).toList();
        people.reversed().forEach(person -> decide(app,
                Consent.ofOperator(person, Decision.OPTED_OUT, Samples.NOW)));
        decide(app, Consent.ofOperator(people.get(7), Decision.OPTED_IN, Samples.NOW));
        decide(app, Consent.ofOperator(new Address("\ud83d\ude00"), Decision.OPTED_OUT, Samples.NOW));
        decide(app, Consent.ofOperator(new Address("\uff21"), Decision.OPTED_OUT, Samples.NOW));

        var read = new ArrayList<Address>();
        Optional<Address> after = Optional.empty();
        List<Consent> page;
        do {
            page = stores().conversations().optOuts(app, Samples.WHATSAPP, after, 10);
            page.forEach(consent -> read.add(consent.person()));
            after = Optional.of(read.getLast());
        } while (page.size() == 10);

        var expected = new ArrayList<>(people);
        expected.remove(7);
        expected.add(new Address("\uff21"));
        expected.add(new Address("\ud83d\ude00"));
        assertThat(read).isEqualTo(expected);
    }

    @Test
    default void appsAndChannels_hearNothingOfEachOther() {
        AppId mine = storedApp();
        AppId theirs = storedApp();
        var sms = new Channel("sms");
        note(mine, "1", ANN, DESK, Samples.NOW);
        decide(mine, Consent.ofOperator(ANN, Decision.OPTED_OUT, Samples.NOW));

        assertThat(between(theirs, ANN, DESK)).isEqualTo(Correspondence.NONE);
        assertThat(stores().conversations().consent(theirs, Samples.WHATSAPP, ANN)).isEmpty();
        assertThat(stores().conversations().optOuts(theirs, Samples.WHATSAPP, Optional.empty(), 10)).isEmpty();
        assertThat(stores().conversations().consent(mine, sms, ANN)).isEmpty();
        assertThat(stores().conversations().optOuts(mine, sms, Optional.empty(), 10)).isEmpty();
        assertThat(note(theirs, "1", ANN, DESK, Samples.NOW)).isTrue();
    }

    @Test
    default void manyParties_areFoundAtOnce() {
        AppId app = storedApp();
        List<Parties> parties = IntStream.range(0, 1_500)
                .mapToObj(i -> new Parties(new Address("+4477009%05d".formatted(i)),
                        i % 3 == 0 ? Optional.empty() : Optional.of(i % 3 == 1 ? DESK : SHOP)))
                .toList();
        note(app, "1", parties.get(1).person(), DESK, Samples.NOW);
        note(app, "2", parties.get(1_499).person(), SHOP, Samples.NOW.plusMillis(5));

        Map<Parties, Correspondence> found = stores().conversations().between(app, Samples.WHATSAPP, parties);

        assertThat(found).hasSize(1_500);
        assertThat(found.get(parties.get(0))).isEqualTo(Correspondence.NONE);
        assertThat(found.get(parties.get(1))).isEqualTo(heard(Samples.NOW, Samples.NOW));
        assertThat(found.get(parties.get(4)).listeningSince()).contains(Samples.NOW);
        assertThat(found.get(parties.get(1_499)).lastMessage()).contains(Samples.NOW.plusMillis(5));
        assertThat(stores().conversations().between(app, Samples.WHATSAPP, List.of())).isEmpty();
    }

    @Test
    default void oldMessages_areForgottenAndDecisionsAreNot() {
        AppId app = storedApp();
        Consent out = Consent.ofPerson(ANN, Decision.OPTED_OUT, "STOP", Samples.NOW);
        note(app, "chat", ANN, DESK, Samples.NOW);
        stores().transactions().run(() -> stores().conversations().note(app, Samples.WHATSAPP,
                message("stop", ANN, DESK), true, Samples.NOW));
        note(app, "new", BOB, DESK, Samples.NOW.plusMillis(1));
        decide(app, out);

        assertThat(stores().conversations().forget(Samples.NOW, 10)).isZero();
        assertThat(stores().conversations().forget(Samples.NOW.plusMillis(1), 10)).isEqualTo(2);

        assertThat(between(app, ANN, DESK)).as("the listening goes on")
                .isEqualTo(new Correspondence(Optional.of(out), Optional.empty(), Optional.of(Samples.NOW)));
        assertThat(between(app, BOB, DESK).lastMessage()).isPresent();
        assertThat(note(app, "stop", ANN, DESK, Samples.NOW)).as("noted for ever").isFalse();
        assertThat(note(app, "chat", ANN, DESK, Samples.NOW)).isTrue();
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private boolean note(AppId app, String id, Address person, Address sender, Instant now) {
        return stores().transactions().call(() -> stores().conversations().note(app, Samples.WHATSAPP,
                message(id, person, sender), false, now));
    }

    private static InboundMessage message(String id, Address person, Address sender) {
        return new InboundMessage(id, person, sender, Optional.of("not to be kept"));
    }

    private void decide(AppId app, Consent consent) {
        stores().conversations().decide(app, Samples.WHATSAPP, consent);
    }

    private Correspondence between(AppId app, Address person, Address sender) {
        return correspondence(app, new Parties(person, Optional.of(sender)));
    }

    private Correspondence correspondence(AppId app, Parties parties) {
        return stores().conversations().between(app, Samples.WHATSAPP, List.of(parties)).get(parties);
    }

    private static Correspondence heard(Instant last, Instant since) {
        return new Correspondence(Optional.empty(), Optional.of(last), Optional.of(since));
    }
}
