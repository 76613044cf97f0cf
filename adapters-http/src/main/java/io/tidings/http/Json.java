package io.tidings.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.javalin.http.Context;
import io.tidings.domain.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON as this API speaks it. */
final class Json {

    private static final Logger LOG = LoggerFactory.getLogger(Json.class);

    /**
     * Does not intern the names of members: callers choose them, and the table of interned texts is never emptied.
     * Buffers are shared: those that each thread would keep for itself serve nobody again when it is a virtual one.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JsonObject.MAX_DEPTH)
                    .maxNumberLength(100).build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(new SimpleModule().addSerializer(Instant.class, new UtcMilliseconds()))
            .build();

    private Json() {}

    /** Answers a request. When the caller has hung up meanwhile, nobody is left to be told anything. */
    static void answer(Context ctx, int status, Object body) {
        answer(ctx.res(), status, body);
    }

    /** The same, past Javalin's own way to answer, which copies every body once more through a buffer of 32 KiB. */
    static void answer(HttpServletResponse response, int status, Object body) {
        byte[] bytes = write(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException e) {
            LOG.debug("The caller hung up before the answer was written", e);
        }
    }

    /** Answers a request that has nothing to tell. */
    static void answerNothing(Context ctx) {
        ctx.status(204).res().setContentType(null);
    }

    /** A moment as it stands in JSON; null stays null. */
    static String text(Instant moment) {
        return moment == null ? null : UtcMilliseconds.FORM.format(moment);
    }

    static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer can be written as JSON", e);
        }
    }

    /** Always three digits of milliseconds, so that texts sort as the instants do. */
    private static final class UtcMilliseconds extends JsonSerializer<Instant> {

        private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC);

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(FORM.format(value));
        }
    }
}
