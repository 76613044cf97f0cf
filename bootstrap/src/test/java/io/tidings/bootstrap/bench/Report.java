package io.tidings.bootstrap.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of a run, as a table or, for machines, as a JSON array. Progress goes to the other stream. */
public final class Report {

    /** The exit code of what could not be measured. */
    static final int FAILED = 3;

    private static final String ROW = "%-12s %-66s %13s %13s %7s  %-18s %s%n";

    private final PrintStream out = System.out;
    private final PrintStream progress = System.err;
    private final boolean json;
    private final List<Figure> figures = new ArrayList<>();
    private boolean whatIf;
    private boolean failed;

    Report(boolean json) {
        this.json = json;
    }

    public void say(String format, Object... values) {
        progress.printf(Locale.ROOT, format + "%n", values);
    }

    /** What follows is not what targets are set for: nothing is demanded of it beside its baseline. */
    void askWhatIf() {
        whatIf = true;
    }

    /** The others go on, and what was measured before is not lost. */
    void failed(String scenario, Throwable why) {
        failed = true;
        say("  %s failed: %s", scenario, inWords(why));
    }

    /** A driver may repeat the URL in what it says. */
    static String inWords(Throwable why) {
        return why.toString().replaceAll("password=[^&\\s]*", "password=…");
    }

    /** It is told at once, too: a run is long. */
    public void add(Figure measured) {
        Figure figure = whatIf && measured.baseline().isPresent()
                ? Figure.beside(measured.scenario(), measured.name(), measured.unit(),
                        measured.baseline().getAsDouble(), measured.value())
                : measured;
        figures.add(figure);
        say("  %s: %s, %s%s", figure.scenario(), figure.name(), amount(figure.value(), figure),
                figure.ratio().isPresent()
                        ? String.format(Locale.ROOT, " (%.2f x %s)", figure.ratio().getAsDouble(),
                                amount(figure.baseline().getAsDouble(), figure))
                        : "");
    }

    /** @return the exit code: 1 when a target is missed, 3 when something could not be measured */
    public int print() {
        if (json) {
            out.println(json(figures.stream().map(Report::members).toList()));
        } else {
            out.printf(ROW, "scenario", "name", "baseline", "value", "ratio", "target", "met");
            figures.forEach(figure -> out.printf(ROW, figure.scenario(), figure.name(),
                    shown(figure.baseline(), figure), amount(figure.value(), figure),
                    figure.ratio().isPresent()
                            ? String.format(Locale.ROOT, "%.2f", figure.ratio().getAsDouble())
                            : "",
                    figure.targetInWords().orElse(""), figure.met().map(met -> met ? "yes" : "NO").orElse("")));
        }
        out.flush();
        if (failed) {
            return FAILED;
        }
        return figures.stream().allMatch(figure -> figure.met().orElse(true)) ? 0 : 1;
    }

    private static String shown(OptionalDouble amount, Figure figure) {
        return amount.isPresent() ? amount(amount.getAsDouble(), figure) : "";
    }

    private static String amount(double amount, Figure figure) {
        return String.format(Locale.ROOT, amount == 0 || Math.abs(amount) >= 10 ? "%,.0f %s" : "%.2f %s", amount,
                figure.unit()).strip();
    }

    private static Map<String, Object> members(Figure figure) {
        var members = new LinkedHashMap<String, Object>();
        members.put("scenario", figure.scenario());
        members.put("name", figure.name());
        members.put("value", figure.value());
        members.put("unit", figure.unit());
        members.put("baseline", orNull(figure.baseline()));
        members.put("ratio", orNull(figure.ratio()));
        members.put("target", figure.targetInWords().orElse(null));
        members.put("met", figure.met().orElse(null));
        return members;
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static String json(Object value) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
