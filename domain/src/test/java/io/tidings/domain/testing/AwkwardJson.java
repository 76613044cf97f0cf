package io.tidings.domain.testing;

import io.tidings.domain.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON that a store or a reader could lose something of. */
public final class AwkwardJson {

    private AwkwardJson() {}

    /** Every kind of value at its edges, odd names, and members in no alphabetical order. */
    public static JsonObject values() {
        var members = new LinkedHashMap<String, Object>();
        members.put("z", Samples.AWKWARD_TEXT);
        members.put("null", null);
        members.put("", "a name without letters");
        members.put(Samples.AWKWARD_TEXT, "an odd name");
        members.put("a.b", "a name with a dot");
        members.put("true", true);
        members.put("int", Integer.MIN_VALUE);
        members.put("small", 5L);
        members.put("long", Long.MAX_VALUE);
        members.put("beyond long", BigInteger.TEN.pow(40));
        members.put("beyond double", new BigDecimal("0.1234567890123456789012345678901234567890"));
        members.put("money", new BigDecimal("12.30"));
        members.put("whole", new BigDecimal("7"));
        members.put("tiny", new BigDecimal("-1E-30"));
        members.put("huge", new BigDecimal("1E+30"));
        members.put("empty text", "");
        members.put("empty list", List.of());
        members.put("empty object", Map.of());
        members.put("list", Arrays.asList(1, null, "x", List.of(List.of()), Collections.singletonMap("k", null)));
        members.put("a", "last though first in the alphabet");
        return new JsonObject(members);
    }

    /** As deep as it may be. */
    public static JsonObject deep() {
        Object value = "the bottom";
        for (int depth = 1; depth < JsonObject.MAX_DEPTH; depth++) {
            value = depth % 2 == 0 ? Map.of("deeper", value) : List.of(value);
        }
        return JsonObject.of(Map.of("deep", value));
    }

    /** About a megabyte, in one long text and many members. */
    public static JsonObject large() {
        var members = new LinkedHashMap<String, Object>();
        members.put("text", "\ud83d\ude00".repeat(100_000));
        var list = new ArrayList<Object>();
        for (int i = 0; i < 20_000; i++) {
            list.add("item " + i);
        }
        members.put("list", list);
        for (int i = 0; i < 5_000; i++) {
            members.put("member " + i, i);
        }
        return new JsonObject(members);
    }
}
