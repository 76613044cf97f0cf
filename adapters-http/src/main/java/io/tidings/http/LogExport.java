package io.tidings.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.javalin.http.Context;
import io.tidings.domain.delivery.Explanation;
import io.tidings.domain.log.LogEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as a file, written part by part as it is read: the memory that it takes does not depend on its length.
 *
 * <p>When reading fails on the way, the connection is cut, so that nobody takes a part for the whole.
 */
enum LogExport {

    /** A JSON object a line (<a href="https://github.com/ndjson/ndjson-spec">NDJSON</a>). */
    NDJSON("application/x-ndjson"),

    /**
     * <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>, all values quoted. A value that a spreadsheet
     * would take for a formula gets an apostrophe in front, as
     * <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> advises.
     */
    CSV("text/csv");

    private static final Logger LOG = LoggerFactory.getLogger(LogExport.class);

    private static final List<String> COLUMNS = List.of("id", "requestId", "user", "channel", "provider", "category",
            "state", "priority", "code", "explanation", "reference", "attempts", "createdAt", "sentAt", "deliveredAt",
            "seenAt", "updatedAt");

    private static final ObjectWriter ROWS = rows();

    private final String type;

    LogExport(String type) {
        this.type = type;
    }

    /** Takes the parts of what is exported. */
    interface Source {
        void forEach(Consumer<List<LogEntry>> part);
    }

    /** What {@code format} says, else what {@code Accept} likes best; empty for a page of JSON. */
    static Optional<LogExport> wanted(Context ctx, Parameters parameters) {
        Map<String, Optional<LogExport>> formats = new LinkedHashMap<>();
        formats.put("json", Optional.empty());
        formats.put("ndjson", Optional.of(NDJSON));
        formats.put("csv", Optional.of(CSV));
        if (parameters.text("format").isPresent()) {
            return parameters.oneOf("format", formats).flatMap(format -> format);
        }
        var accepted = new QuotedQualityCSV();
        accepted.addValue(Optional.ofNullable(ctx.header("Accept")).orElse("").toLowerCase(Locale.ROOT));
        return accepted.getValues().stream().map(type -> type.replaceAll(";.*", "").strip())
                .takeWhile(type -> !type.equals("application/json") && !type.equals("*/*"))
                .flatMap(type -> Stream.of(values()).filter(format -> format.type.equals(type))).findFirst();
    }

    void answer(Context ctx, Source source) {
        var out = new Out(ctx);
        try {
            source.forEach(out::write);
            out.end();
        } catch (UncheckedIOException e) {
            LOG.debug("The caller hung up before the export was written", e);
        } catch (RuntimeException e) {
            if (!out.begun()) {
                throw e;
            }
            LOG.warn("An export broke off: {}", e.getMessage());
            cut(ctx);
        }
    }

    private static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req()).getConnectionMetaData().getConnection().getEndPoint()
                .close();
    }

    /** Nothing is said before the first part is there: until then a problem is answered as any other. */
    private final class Out {

        private final Context ctx;
        private OutputStream bytes;
        private SequenceWriter rows;

        Out(Context ctx) {
            this.ctx = ctx;
        }

        boolean begun() {
            return bytes != null;
        }

        void write(List<LogEntry> part) {
            try {
                if (!begun()) {
                    begin();
                }
                if (ctx.req().getMethod().equals("HEAD")) {
                    return;
                }
                for (LogEntry entry : part) {
                    LogRoutes.Logged logged = LogRoutes.Logged.of(entry);
                    switch (LogExport.this) {
                        case NDJSON -> {
                            bytes.write(Json.write(logged));
                            bytes.write('\n');
                        }
                        case CSV -> rows.write(row(logged, entry));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void begin() throws IOException {
            ctx.status(200);
            ctx.res().setContentType(type + ";charset=utf-8");
            ctx.res().setHeader("Content-Disposition",
                    "attachment; filename=\"logs." + name().toLowerCase(Locale.ROOT) + "\"");
            bytes = ctx.res().getOutputStream();
            if (LogExport.this == CSV && !ctx.req().getMethod().equals("HEAD")) {
                rows = ROWS.writeValues(bytes);
                rows.write(COLUMNS.toArray());
            }
        }

        void end() {
            try {
                if (rows != null) {
                    rows.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** In the order of the columns; what there is not is empty. */
    private static Object[] row(LogRoutes.Logged logged, LogEntry entry) {
        Optional<Explanation> why = entry.delivery().explanation();
        DeliveryRoutes.Shown it = logged.delivery();
        return Stream.of(it.id(), logged.requestId(), it.user(), it.channel(), it.provider(), logged.category(),
                it.state(), it.priority(), why.map(Explanation::code).orElse(null),
                why.map(Explanation::text).orElse(null), it.reference(), Integer.toString(it.attempts()),
                Json.text(logged.createdAt()), Json.text(logged.sentAt()), Json.text(logged.deliveredAt()),
                Json.text(logged.seenAt()), Json.text(it.updatedAt()))
                .map(LogExport::safe).toArray();
    }

    private static String safe(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        return "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private static ObjectWriter rows() {
        return CsvMapper.builder().enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build()
                .writer(CsvSchema.emptySchema().withLineSeparator("\r\n"));
    }
}
