package io.tidings.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a body as one JSON object of the kinds of values that {@link io.tidings.domain.json.JsonObject} holds.
 *
 * <p>Stricter than JSON where two readers could understand two different things, or where a store could not keep the
 * value: a name that comes twice, half a surrogate pair, the character U+0000, a number beyond all measure. What is
 * wrong is told by its place and never by its content.
 */
final class JsonReader {

    /** 10 to this power is far beyond what a double holds, and near enough that writing a number out is no danger. */
    private static final int MAX_SCALE = 400;

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static Map<String, Object> object(byte[] body) {
        CharBuffer text = decoded(body);
        try (JsonParser parser = Json.FACTORY.createParser(text.array(), text.arrayOffset(), text.limit())) {
            var reader = new JsonReader(parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Refused(ErrorCode.MALFORMED_REQUEST, "The body must be a JSON object.");
            }
            Map<String, Object> object = reader.object();
            if (parser.nextToken() != null) {
                throw reader.refusal("has something after its end");
            }
            return object;
        } catch (StreamConstraintsException e) {
            throw new Refused(ErrorCode.MALFORMED_REQUEST,
                    "The body nests too deep, or has a name or a number that is too long." + place(e));
        } catch (JsonProcessingException e) {
            throw new Refused(ErrorCode.MALFORMED_REQUEST, "The body is not valid JSON." + place(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static CharBuffer decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new Refused(ErrorCode.MALFORMED_REQUEST, "The body is not valid UTF-8.");
        }
    }

    private Map<String, Object> object() throws IOException {
        var object = new LinkedHashMap<String, Object>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            sound(name);
            parser.nextToken();
            Object value = value();
            if (object.containsKey(name)) {
                throw refusal("has the same name twice in one object");
            }
            object.put(name, value);
        }
        return object;
    }

    private List<Object> list() throws IOException {
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return list;
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> sound(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private BigDecimal decimal() throws IOException {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (Math.abs((long) number.scale()) <= MAX_SCALE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Its exponent is beyond what even a BigDecimal holds; answered below, as every number beyond all measure.
        }
        throw refusal("has a number out of range");
    }

    private String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refusal("has a text with the character U+0000");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw refusal("has a text with half of a surrogate pair");
            }
        }
        return text;
    }

    private Refused refusal(String what) {
        return new Refused(ErrorCode.MALFORMED_REQUEST, "The body " + what + "." + place(parser.currentLocation()));
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : place(e.getLocation());
    }

    private static String place(JsonLocation location) {
        return " Look at line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }
}
