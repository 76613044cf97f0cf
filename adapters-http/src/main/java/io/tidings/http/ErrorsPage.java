package io.tidings.http;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that explains every code of an error, made of the codes themselves. */
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
            <main>
            <h1>Errors</h1>
            <p>Every answer that is no success says what is wrong in a <code>message</code> for people and in a
            <code>code</code> for programs. Nothing was changed, unless a code says otherwise.</p>
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

    private ErrorsPage() {}

    static String html() {
        String list = Stream.of(ErrorCode.values()).map(code -> "<a href=\"#%1$s\">%1$s</a>".formatted(code.word()))
                .collect(Collectors.joining("\n"));
        String sections = Stream.of(ErrorCode.values()).map(ErrorsPage::section).collect(Collectors.joining("\n"));
        return PAGE.formatted(list, sections);
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
