package io.tidings.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.testing.AwkwardJson;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileStore} holds. The stores are new and empty for each test, and the same within it. */
public interface ProfileStoreContract {

    UserId BOB = new UserId("bob");

    Stores stores();

    @Test
    default void unknownUser_isCreatedByAMerge() {
        AppId app = storedApp();
        JsonObject properties = JsonObject.of(Map.of("phoneNumber", Samples.PHONE));
        merge(app, BOB, properties, Samples.NOW);
        assertThat(stores().profiles().find(app, BOB))
                .contains(new UserProfile(app, BOB, properties, Samples.NOW, Samples.NOW));
    }

    @Test
    default void mergedProperties_areLaidOverThoseBeforeKeyByKey() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("kept", 1, "replaced", Map.of("gone", 1))), Samples.NOW);
        Instant later = Samples.NOW.plusMillis(1);
        merge(app, BOB, JsonObject.of(Map.of("replaced", Map.of("new", 2), "added", 3)), later);
        assertThat(stores().profiles().find(app, BOB)).contains(new UserProfile(app, BOB,
                JsonObject.of(Map.of("kept", 1, "replaced", Map.of("new", 2), "added", 3)), Samples.NOW, later));
    }

    @Test
    default void mergeOfWhatIsThere_changesNothing() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("name", "Bob", "age", 7)), Samples.NOW);
        UserProfile before = stores().profiles().find(app, BOB).orElseThrow();
        merge(app, BOB, JsonObject.of(Map.of("name", "Bob")), Samples.NOW.plusSeconds(1));
        assertThat(stores().profiles().find(app, BOB)).contains(before);
    }

    @Test
    default void mergedNull_isAValueAndWins() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("name", "Bob")), Samples.NOW);
        merge(app, BOB, new JsonObject(Collections.singletonMap("name", null)), Samples.NOW);
        assertThat(properties(app, BOB)).isEqualTo(new JsonObject(Collections.singletonMap("name", null)));
    }

    @Test
    default void users_areFoundByTheLastDigitsOfTheirPhoneNumber() {
        AppId app = storedApp();
        AppId other = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("phoneNumber", "+447700900123")), Samples.NOW);
        merge(app, Samples.ANN, JsonObject.of(Map.of("phoneNumber", "+447700901123")), Samples.NOW);
        merge(app, new UserId("no number"), JsonObject.of(Map.of("phoneNumber", "123")), Samples.NOW);
        merge(other, new UserId("other app"), JsonObject.of(Map.of("phoneNumber", "+447700900123")), Samples.NOW);

        assertThat(stores().profiles().withPhoneEnding(app, "123", 10)).containsExactlyInAnyOrder(BOB, Samples.ANN);
        assertThat(stores().profiles().withPhoneEnding(app, "123", 1)).hasSize(1);
        assertThat(stores().profiles().withPhoneEnding(app, "900123", 10)).containsExactly(BOB);
        assertThat(stores().profiles().withPhoneEnding(app, "447700900123", 10)).containsExactly(BOB);
        assertThat(stores().profiles().withPhoneEnding(app, "1447700900123", 10)).isEmpty();
        merge(app, BOB, JsonObject.of(Map.of("phoneNumber", "+447700900999")), Samples.NOW);
        assertThat(stores().profiles().withPhoneEnding(app, "900123", 10)).isEmpty();
        assertThat(stores().profiles().withPhoneEnding(app, "900999", 10)).containsExactly(BOB);
        stores().profiles().remove(app, BOB);
        assertThat(stores().profiles().withPhoneEnding(app, "900999", 10)).isEmpty();
    }

    @Test
    default void mergeOfNothing_createsAUserWithoutProperties() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.EMPTY, Samples.NOW);
        assertThat(properties(app, BOB)).isEqualTo(JsonObject.EMPTY);
        stores().profiles().merge(app, Map.of(), Samples.NOW);
        assertThat(stores().profiles().find(app, Samples.ANN)).isEmpty();
    }

    @Test
    default void severalUsers_areMergedAtOnce() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("a", 1)), Samples.NOW);
        stores().profiles().merge(app,
                Map.of(BOB, JsonObject.of(Map.of("b", 2)), Samples.ANN, JsonObject.of(Map.of("c", 3))), Samples.NOW);
        assertThat(properties(app, BOB)).isEqualTo(JsonObject.of(Map.of("a", 1, "b", 2)));
        assertThat(properties(app, Samples.ANN)).isEqualTo(JsonObject.of(Map.of("c", 3)));
    }

    @Test
    default void awkwardProperties_surviveInTheirOrder() {
        AppId app = storedApp();
        for (JsonObject awkward : List.of(AwkwardJson.values(), AwkwardJson.deep(), AwkwardJson.large())) {
            stores().profiles().remove(app, BOB);
            merge(app, BOB, awkward, Samples.NOW);
            assertThat(properties(app, BOB).equals(awkward)).isTrue();
            assertThat(properties(app, BOB).members().keySet()).containsExactlyElementsOf(awkward.members().keySet());
        }
    }

    @Test
    default void usersOfOneApp_areNeverSeenByAnother() {
        AppId mine = storedApp();
        AppId theirs = storedApp();
        merge(mine, BOB, JsonObject.of(Map.of("of", "mine")), Samples.NOW);
        assertThat(stores().profiles().find(theirs, BOB)).isEmpty();
        assertThat(stores().profiles().find(theirs, List.of(BOB))).isEmpty();
        assertThat(stores().profiles().remove(theirs, BOB)).isFalse();

        merge(theirs, BOB, JsonObject.of(Map.of("of", "theirs")), Samples.NOW);
        assertThat(properties(mine, BOB)).isEqualTo(JsonObject.of(Map.of("of", "mine")));
        assertThat(stores().profiles().remove(theirs, BOB)).isTrue();
        assertThat(stores().profiles().find(mine, BOB)).isPresent();
    }

    @Test
    default void userIdentifiers_areToldApartExactly() {
        AppId app = storedApp();
        List<UserId> users = Arrays.asList(new UserId("bob"), new UserId("BOB"), new UserId("bob "),
                new UserId("b_b"), new UserId("b%"), new UserId("Zo\u00eb"), new UserId("Zoe\u0308"),
                new UserId("\ud83d\ude00"), new UserId("x".repeat(UserId.MAX_LENGTH)));
        users.forEach(user -> merge(app, user, JsonObject.of(Map.of("is", user.value())), Samples.NOW));
        assertThat(stores().profiles().find(app, users)).containsOnlyKeys(users);
        users.forEach(
                user -> assertThat(properties(app, user)).isEqualTo(JsonObject.of(Map.of("is", user.value()))));
    }

    @Test
    default void manyUsers_areFoundAtOnce() {
        AppId app = storedApp();
        Map<UserId, JsonObject> known = IntStream.range(0, 2_000).boxed()
                .collect(Collectors.toMap(i -> new UserId("user-" + i), i -> JsonObject.of(Map.of("number", i))));
        stores().profiles().merge(app, known, Samples.NOW);
        var asked = new LinkedHashMap<>(known);
        asked.put(BOB, JsonObject.EMPTY);

        Map<UserId, UserProfile> found = stores().profiles().find(app, asked.keySet());
        assertThat(found).containsOnlyKeys(known.keySet());
        found.forEach((user, profile) -> assertThat(profile.properties()).isEqualTo(known.get(user)));
        assertThat(stores().profiles().find(app, List.of())).isEmpty();
        assertThat(stores().profiles().find(app, List.of(BOB))).isEmpty();
    }

    @Test
    default void removedUser_isGoneAndBeginsAnew() {
        AppId app = storedApp();
        merge(app, BOB, JsonObject.of(Map.of("a", 1)), Samples.NOW);
        assertThat(stores().profiles().remove(app, BOB)).isTrue();
        assertThat(stores().profiles().remove(app, BOB)).isFalse();
        assertThat(stores().profiles().find(app, BOB)).isEmpty();

        Instant later = Samples.NOW.plusMillis(1);
        merge(app, BOB, JsonObject.of(Map.of("b", 2)), later);
        assertThat(stores().profiles().find(app, BOB))
                .contains(new UserProfile(app, BOB, JsonObject.of(Map.of("b", 2)), later, later));
    }

    @Test
    default void users_areListedByTheBeginningOfTheirIdentifiersPageByPage() {
        AppId app = storedApp();
        for (String user : List.of("b", "a_2", "a%1", "A", "+44", "a_1")) {
            merge(app, new UserId(user), JsonObject.of(Map.of("name", user)), Samples.NOW);
        }
        merge(storedApp(), new UserId("a_3"), JsonObject.EMPTY, Samples.NOW);

        assertThat(listed(app, "", 0, 10)).containsExactly("+44", "A", "a%1", "a_1", "a_2", "b");
        assertThat(listed(app, "", 2, 3)).containsExactly("a%1", "a_1", "a_2");
        assertThat(listed(app, "a_", 0, 10)).containsExactly("a_1", "a_2");
        assertThat(listed(app, "a_", 2, 10)).isEmpty();
        assertThat(stores().profiles().count(app, "")).isEqualTo(6);
        assertThat(stores().profiles().count(app, "a")).isEqualTo(3);
        assertThat(stores().profiles().count(app, "%")).isZero();
    }

    private List<String> listed(AppId app, String beginning, long offset, int limit) {
        return stores().profiles().list(app, beginning, offset, limit).stream().map(user -> user.user().value())
                .toList();
    }

    private AppId storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app.id();
    }

    private void merge(AppId app, UserId user, JsonObject properties, Instant now) {
        stores().profiles().merge(app, Map.of(user, properties), now);
    }

    private JsonObject properties(AppId app, UserId user) {
        return stores().profiles().find(app, user).orElseThrow().properties();
    }
}
