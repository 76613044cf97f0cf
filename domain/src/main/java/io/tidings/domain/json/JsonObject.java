package io.tidings.domain.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Free data that a caller gave us: profile properties, a notification's data, an override.
 *
 * <p>Deeply immutable. Values are {@code String}, {@code Boolean}, {@code Integer}, {@code Long}, {@code BigInteger},
 * {@code BigDecimal}, {@code null}, {@code List} of values, and {@code Map} from text to values; anything else is
 * refused. The order of members is kept. A whole number is held in the smallest of its kinds, so that what is written
 * as JSON and read again is equal.
 */
public record JsonObject(Map<String, Object> members) {

    /**
     * How deep values may nest: deep enough for every known provider body, shallow enough that no reader's stack is in
     * danger.
     */
    public static final int MAX_DEPTH = 32;

    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** @throws IllegalArgumentException when a value is of another kind or nests deeper than {@link #MAX_DEPTH} */
    public JsonObject {
        members = frozen(members, 1);
    }

    public static JsonObject of(Map<String, ?> members) {
        return new JsonObject(new LinkedHashMap<>(members));
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /**
     * The member that is a text, found along a dotted path ({@code address.city}); empty when it is absent or no text.
     */
    public Optional<String> text(String path) {
        Object at = members;
        for (String step : path.split("\\.")) {
            if (!(at instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            at = map.get(step);
        }
        return at instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * These members with the other's laid over them, key by key at the top level; the other's null is a value and wins
     * too.
     */
    public JsonObject with(JsonObject other) {
        if (other.isEmpty()) {
            return this;
        }
        var merged = new LinkedHashMap<>(members);
        merged.putAll(other.members);
        return new JsonObject(merged);
    }

    private static Map<String, Object> frozen(Map<?, ?> map, int depth) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("a member's name must be text");
            }
            copy.put(name, frozenValue(value, depth));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozenValue(Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case Boolean b -> b;
            case Integer n -> n;
            case Long n -> whole(BigInteger.valueOf(n));
            case BigInteger n -> whole(n);
            case BigDecimal n -> n.scale() == 0 ? whole(n.unscaledValue()) : n;
            case Map<?, ?> map -> frozen(map, deeper(depth));
            case List<?> list -> {
                int inside = deeper(depth);
                var copy = new ArrayList<Object>(list.size());
                list.forEach(item -> copy.add(frozenValue(item, inside)));
                yield Collections.unmodifiableList(copy);
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
        };
    }

    private static Object whole(BigInteger n) {
        if (n.bitLength() < Integer.SIZE) {
            return n.intValue();
        }
        return n.bitLength() < Long.SIZE ? (Object) n.longValue() : n;
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }
}
