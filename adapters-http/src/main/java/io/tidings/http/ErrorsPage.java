package io.tidings.http;

import io.tidings.domain.delivery.ExplanationCode;
import io.tidings.domain.provider.ProviderDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that explains every code of an error and every code of a delivery's explanation, made of the codes
 * themselves.
 */
final class ErrorsPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Errors · Tidings</title>
            <link rel="stylesheet" href="assets/docs.css">
            </head>
            <body>
            <header><a href="../docs">API</a> <a href="../openapi.yaml">openapi.yaml</a></header>
            <main class="page">
            <h1>Errors</h1>
            <p>Every answer that is no success says what is wrong in a <code>message</code> for people and in a
            <code>code</code> for programs. Nothing was changed, unless a code says otherwise.</p>
            <nav>
            %s
            </nav>
            %s
            <h1 id="explanations">Explanations of deliveries</h1>
            <p>A delivery that is discarded, or waits for something, says why in its <code>explanation</code>. The
            <code>message</code> there tells of this very delivery; here is what its <code>code</code> means. Codes that
            are not listed are a provider's own, explained by its own words and by the <code>link</code>.</p>
            <nav>
            %s
            </nav>
            %s
            </main>
            </body>
            </html>
            """;

    private static final String SECTION = """
            <section id="%1$s">
            <h2><a href="#%1$s"><code>%1$s</code></a> <span>%2$s</span></h2>
            <p>%3$s</p>
            <p><b>What to do.</b> %4$s</p>
            </section>""";

    /** Some words are both a code of an error and one of an explanation. */
    private static final String EXPLANATION = "explanation-";

    private static final String EXPLAINED = """
            <section id="%1$s">
            <h2><a href="#%1$s"><code>%2$s</code></a></h2>
            %3$s
            </section>""";

    private static final String OF_PROVIDER = """
            <p><b>%s.</b> %s</p>""";

    private ErrorsPage() {}

    static String html(List<ProviderDescriptor> providers) {
        var explanations = new LinkedHashMap<String, StringBuilder>();
        for (ExplanationCode code : ExplanationCode.values()) {
            explained(explanations, code.word()).append(
                    "<p>%s</p>%n<p><b>What to do.</b> %s</p>".formatted(html(code.meaning()), html(code.remedy())));
        }
        providers.forEach(provider -> provider.faults().forEach(fault -> explained(explanations, fault.code())
                .append(OF_PROVIDER.formatted(html(provider.name()), html(fault.explanation())))));
        return PAGE.formatted(
                links("", Stream.of(ErrorCode.values()).map(ErrorCode::word)),
                Stream.of(ErrorCode.values()).map(ErrorsPage::section).collect(Collectors.joining("\n")),
                links(EXPLANATION, explanations.keySet().stream()),
                explanations.entrySet().stream()
                        .map(it -> EXPLAINED.formatted(EXPLANATION + it.getKey(), it.getKey(), it.getValue()))
                        .collect(Collectors.joining("\n")));
    }

    private static StringBuilder explained(Map<String, StringBuilder> explanations, String code) {
        return explanations.computeIfAbsent(code, key -> new StringBuilder());
    }

    private static String links(String prefix, Stream<String> codes) {
        return codes.map(code -> "<a href=\"#%s%s\">%2$s</a>".formatted(prefix, code))
                .collect(Collectors.joining("\n"));
    }

    private static String section(ErrorCode code) {
        String statuses = code.statuses().stream().map(Object::toString).collect(Collectors.joining(", "));
        return SECTION.formatted(code.word(), statuses, html(code.meaning()), html(code.remedy()));
    }

    /** What stands between backticks is code. */
    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("`([^`]+)`", "<code>$1</code>");
    }
}
