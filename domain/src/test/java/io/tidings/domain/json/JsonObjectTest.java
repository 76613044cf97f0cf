package io.tidings.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.testing.AwkwardJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {

    @Test
    void members_keepTheirOrder() {
        var members = new LinkedHashMap<String, Object>();
        members.put("z", 1);
        members.put("a", 2);
        assertThat(new JsonObject(members).members().keySet()).containsExactly("z", "a");
        assertThat(new JsonObject(members).with(JsonObject.of(Map.of("z", 3, "b", 4))).members().keySet())
                .containsExactly("z", "a", "b");
    }

    @Test
    void laterChangesOfWhatItWasMadeFrom_changeNothing() {
        var list = new ArrayList<Object>(List.of("one"));
        var inner = new HashMap<String, Object>(Map.of("list", list));
        var members = new HashMap<String, Object>(Map.of("inner", inner));
        JsonObject json = new JsonObject(members);
        list.add("two");
        inner.put("more", 1);
        members.put("more", 1);
        assertThat(json).isEqualTo(JsonObject.of(Map.of("inner", Map.of("list", List.of("one")))));
    }

    @Test
    void whatItGivesOut_cannotBeChanged() {
        JsonObject json = JsonObject.of(Map.of("list", List.of(1), "map", Map.of("k", 1)));
        assertThatThrownBy(() -> json.members().put("k", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) json.members().get("list")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) json.members().get("map")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void wholeNumber_isEqualHoweverItWasHeld() {
        JsonObject five = JsonObject.of(Map.of("n", 5));
        assertThat(JsonObject.of(Map.of("n", 5L))).isEqualTo(five);
        assertThat(JsonObject.of(Map.of("n", BigInteger.valueOf(5)))).isEqualTo(five);
        assertThat(JsonObject.of(Map.of("n", new BigDecimal("5")))).isEqualTo(five);
        assertThat(JsonObject.of(Map.of("n", List.of(5L)))).isEqualTo(JsonObject.of(Map.of("n", List.of(5))));
        assertThat(JsonObject.of(Map.of("n", BigInteger.valueOf(Long.MIN_VALUE))).members())
                .containsEntry("n", Long.MIN_VALUE);
        assertThat(JsonObject.of(Map.of("n", BigInteger.TWO.pow(63))).members())
                .containsEntry("n", BigInteger.TWO.pow(63));
    }

    @Test
    void fraction_keepsItsDigits() {
        assertThat(JsonObject.of(Map.of("n", new BigDecimal("12.30"))))
                .isNotEqualTo(JsonObject.of(Map.of("n", new BigDecimal("12.3"))));
        assertThat(JsonObject.of(Map.of("n", new BigDecimal("5.0")))).isNotEqualTo(JsonObject.of(Map.of("n", 5)));
    }

    @Test
    void otherKindsOfValues_areRefused() {
        assertThatThrownBy(() -> JsonObject.of(Map.of("n", 1.5d))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Double");
        assertThatThrownBy(() -> JsonObject.of(Map.of("n", List.of('c'))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonObject.of(Map.of("n", Map.of(1, "a number as a name"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void values_nestAsDeepAsAllowedAndNotDeeper() {
        JsonObject deepest = AwkwardJson.deep();
        assertThatThrownBy(() -> JsonObject.of(Map.of("deeper", deepest.members())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("32");
    }

    @Test
    void text_isFoundAlongAPath() {
        JsonObject json = new JsonObject(Collections.singletonMap("address",
                new HashMap<>(Map.of("city", "Zürich", "zip", 8000, "lines", List.of("a")))));
        assertThat(json.text("address.city")).contains("Zürich");
        for (String path : Arrays.asList("address", "address.zip", "address.lines", "address.city.part", "other",
                "address.other", "", ".")) {
            assertThat(json.text(path)).as(path).isEqualTo(Optional.empty());
        }
    }

    @Test
    void laidOverMembers_winAlsoAsNull() {
        JsonObject beneath = JsonObject.of(Map.of("kept", 1, "replaced", Map.of("a", 1)));
        var over = new LinkedHashMap<String, Object>();
        over.put("replaced", null);
        var expected = new LinkedHashMap<String, Object>();
        expected.put("kept", 1);
        expected.put("replaced", null);
        assertThat(beneath.with(new JsonObject(over))).isEqualTo(new JsonObject(expected));
        assertThat(beneath.with(JsonObject.EMPTY)).isSameAs(beneath);
    }
}
