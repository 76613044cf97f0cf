package io.tidings.bootstrap.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The figures of a run, as a table or, for machines, one JSON object a line. Progress goes to the other stream. */
final class Report {

    private static final String ROW = "%-70s %12s %12s %8s  %-18s %s%n";

    private final PrintStream out = System.out;
    private final PrintStream progress = System.err;
    private final boolean json;
    private final List<Figure> figures = new ArrayList<>();

    Report(boolean json) {
        this.json = json;
    }

    void say(String format, Object... values) {
        progress.printf(Locale.ROOT, format + "%n", values);
    }

    void add(Figure figure) {
        figures.add(figure);
    }

    /** @return the exit code: 1 when a target is missed */
    int print() {
        if (json) {
            figures.forEach(this::printJson);
        } else {
            out.printf(ROW, "what", "baseline", "value", "ratio", "target", "met");
            figures.forEach(figure -> out.printf(ROW, figure.what(), amount(figure.baseline(), figure),
                    amount(figure.value(), figure), String.format(Locale.ROOT, "%.2f", figure.ratio()),
                    figure.targetInWords(), figure.met() ? "yes" : "NO"));
        }
        out.flush();
        return figures.stream().allMatch(Figure::met) ? 0 : 1;
    }

    private static String amount(double amount, Figure figure) {
        return String.format(Locale.ROOT, amount < 10 ? "%.2f %s" : "%,.0f %s", amount, figure.unit());
    }

    private void printJson(Figure figure) {
        var members = new LinkedHashMap<String, Object>();
        members.put("what", figure.what());
        members.put("unit", figure.unit());
        members.put("baseline", figure.baseline());
        members.put("value", figure.value());
        members.put("ratio", figure.ratio());
        members.put("target", figure.targetInWords());
        members.put("met", figure.met());
        try {
            out.println(new JsonMapper().writeValueAsString(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
