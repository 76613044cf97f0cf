package io.tidings.http;

import io.javalin.http.Context;
import io.tidings.application.FieldProblem;
import io.tidings.application.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands after the question mark, read name by name; the caller hears of all mistakes at once. */
final class Parameters {

    private final Map<String, List<String>> all;
    private final List<FieldProblem> problems = new ArrayList<>();

    private Parameters(Map<String, List<String>> all) {
        this.all = all;
    }

    /** @param known any other is a mistake, so that a filter with a typing error does not find everything */
    static Parameters of(Context ctx, Set<String> known) {
        var parameters = new Parameters(ctx.queryParamMap());
        parameters.all.keySet().stream().filter(name -> !known.contains(name)).sorted().limit(20)
                .forEach(name -> parameters.wrong(name.length() > 100 ? name.substring(0, 100) : name,
                        "is not known here; these are: " + String.join(", ", known.stream().sorted().toList())));
        return parameters;
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    /** One that is there without a value is as good as absent: forms send such. */
    Optional<String> text(String name) {
        List<String> values = all.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong(name, "must be given once");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    Optional<Integer> number(String name) {
        return read(name, Integer::valueOf, "must be a whole number");
    }

    Optional<Instant> moment(String name) {
        return read(name, Moments::parse, Moments.RULE);
    }

    /** @param values by the words that stand for them */
    <T> Optional<T> oneOf(String name, Map<String, T> values) {
        Optional<String> text = text(name);
        if (text.isPresent() && !values.containsKey(text.get())) {
            wrong(name, "must be one of " + String.join(", ", values.keySet()));
        }
        return text.map(values::get);
    }

    /** Several of them, separated by commas; empty where none is given. */
    <T> Set<T> someOf(String name, Map<String, T> values) {
        List<String> words = text(name).map(text -> List.of(text.split(",", -1))).orElse(List.of());
        if (!values.keySet().containsAll(words)) {
            wrong(name, "must be one or more of " + String.join(", ", values.keySet()) + ", separated by commas");
        }
        return words.stream().filter(values::containsKey).map(values::get).collect(Collectors.toSet());
    }

    /** @param reading throws an {@link IllegalArgumentException} whose message is a clause that says what is wrong */
    <T> Optional<T> value(String name, Function<String, T> reading) {
        try {
            return text(name).map(reading);
        } catch (IllegalArgumentException e) {
            wrong(name, e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> read(String name, Function<String, T> reading, String rule) {
        try {
            return text(name).map(reading);
        } catch (IllegalArgumentException | DateTimeException e) {
            wrong(name, rule);
            return Optional.empty();
        }
    }

    void wrong(String name, String what) {
        problems.add(new FieldProblem(name, what));
    }

    /** @throws Problem.Invalid when anything was wrong with what was read until now */
    void check() {
        if (!problems.isEmpty()) {
            throw new Problem.Invalid(problems);
        }
    }
}
