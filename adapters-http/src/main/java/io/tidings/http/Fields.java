package io.tidings.http;

import io.tidings.application.FieldProblem;
import io.tidings.application.Problem;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.UserId;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object that a caller sent, read member by member. A member that is absent and one that is null are the same.
 *
 * <p>What has the wrong type is noted with its path and reads as absent, so that the caller hears of all mistakes at
 * once, from {@link #check()}.
 */
final class Fields {

    /** More than these help nobody. */
    private static final int MAX_PROBLEMS = 20;

    private final String path;
    private final Map<String, Object> members;
    private final List<FieldProblem> problems;

    private Fields(String path, Map<String, Object> members, List<FieldProblem> problems) {
        this.path = path;
        this.members = members;
        this.problems = problems;
    }

    static Fields of(Map<String, Object> members) {
        return new Fields("", members, new ArrayList<>());
    }

    boolean isAbsent(String name) {
        return members.get(name) == null;
    }

    /** Whether the caller named it at all, be it as null: for changes, where null takes something away. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    Optional<String> text(String name) {
        return read(name, String.class, "must be text");
    }

    /** The same, of what may be something else than a text as well. */
    Optional<String> textIfText(String name) {
        return members.get(name) instanceof String ? text(name) : Optional.empty();
    }

    Optional<Boolean> flag(String name) {
        return read(name, Boolean.class, "must be true or false");
    }

    Optional<Integer> number(String name) {
        return read(name, Integer.class, "must be a whole number of at most " + Integer.MAX_VALUE);
    }

    /** A text, or a whole number in its digits. */
    Optional<String> textOrNumber(String name) {
        return switch (members.get(name)) {
            case Integer number -> Optional.of(number.toString());
            case Long number -> Optional.of(number.toString());
            case BigInteger number -> Optional.of(number.toString());
            case null, default -> text(name);
        };
    }

    /** A moment, to the millisecond; blank text is as good as none. */
    Optional<Instant> moment(String name) {
        return text(name).filter(text -> !text.isBlank()).flatMap(text -> {
            try {
                return Optional.of(Moments.parse(text));
            } catch (DateTimeException e) {
                wrong(at(name), Moments.RULE);
                return Optional.empty();
            }
        });
    }

    /** The object of that name; one without members where there is none. PHP writes an empty one as an empty list. */
    Fields object(String name) {
        return new Fields(at(name), mapOrEmptyList(name).orElse(Map.of()), problems);
    }

    /** The same, where it makes a difference whether it is one: nobody may be taken for everybody. */
    Fields strictObject(String name) {
        return new Fields(at(name), map(name).orElse(Map.of()), problems);
    }

    /** The same as {@link #object}, as free data. */
    JsonObject json(String name) {
        return mapOrEmptyList(name).map(JsonObject::new).orElse(JsonObject.EMPTY);
    }

    /** An object of texts; null stands for the empty text. */
    Optional<Map<String, String>> texts(String name) {
        return mapOrEmptyList(name).map(object -> {
            var texts = new LinkedHashMap<String, String>();
            var inside = new Fields(at(name), object, problems);
            object.keySet().forEach(key -> texts.put(key, inside.text(key).orElse("")));
            return texts;
        });
    }

    /** The items of a list, each with its path; none where there is no list. */
    List<Item> list(String name) {
        List<?> list = read(name, List.class, "must be a list").orElse(List.of());
        var items = new ArrayList<Item>(list.size());
        for (Object value : list) {
            items.add(new Item(at(name) + "[" + items.size() + "]", value));
        }
        return items;
    }

    /** One value of a list. */
    record Item(String path, Object value) {}

    /** An item that is an object. */
    Fields inside(Item item, Map<?, ?> object) {
        return new Fields(item.path(), named(object), problems);
    }

    /** All members but one, as free data. */
    JsonObject without(String name) {
        var rest = new LinkedHashMap<String, Object>(members);
        rest.remove(name);
        return new JsonObject(rest);
    }

    JsonObject all() {
        return new JsonObject(members);
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The user of that identifier, found at that path; what nobody can be called is noted. */
    Optional<UserId> user(String where, String identifier) {
        try {
            return Optional.of(new UserId(identifier));
        } catch (IllegalArgumentException e) {
            wrong(where, e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes every member that is none of these: a change that is not understood must not look as if it were made. */
    void allow(String... names) {
        members.keySet().stream().filter(name -> !List.of(names).contains(name)).forEach(name -> wrong(at(name),
                "cannot be changed here; what can be is " + String.join(", ", names)));
    }

    /** Notes what is wrong with something at that path. */
    void wrong(String where, String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new FieldProblem(where, what));
        }
    }

    /** @throws Problem.Invalid when anything was wrong with what was read until now */
    void check() {
        if (!problems.isEmpty()) {
            throw new Problem.Invalid(problems);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type, String rule) {
        Object value = members.get(name);
        if (value != null && !type.isInstance(value)) {
            wrong(at(name), rule);
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private Optional<Map<String, Object>> mapOrEmptyList(String name) {
        return members.get(name) instanceof List<?> list && list.isEmpty() ? Optional.of(Map.of()) : map(name);
    }

    private Optional<Map<String, Object>> map(String name) {
        return read(name, Map.class, "must be an object").map(Fields::named);
    }

    /** JSON has no other names than texts. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }
}
