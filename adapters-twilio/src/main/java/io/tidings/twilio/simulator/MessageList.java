package io.tidings.twilio.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The list of messages: filtered by To, From and the day on which they were sent, the newest first, in pages. */
final class MessageList {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 1_000;

    private MessageList() {}

    /**
     * @param path  of the list, which the link to the next page repeats
     * @param query as it was asked
     * @throws IllegalArgumentException when a day or a number cannot be read
     */
    static ObjectNode page(Ledger ledger, String path, Map<String, List<String>> query) {
        int size = Math.clamp(number(query, "PageSize", USUAL_PAGE), 1, LARGEST_PAGE);
        int page = number(query, "Page", 0);
        List<StoredMessage> all = ledger.messages(filter(query));
        List<StoredMessage> shown = all.stream().skip((long) page * size).limit(size).toList();

        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = json.putArray("messages");
        shown.forEach(message -> messages.add(message.json()));
        boolean more = all.size() > (long) (page + 1) * size;
        return json.put("page", page)
                .put("page_size", size)
                .put("start", page * size)
                .put("end", page * size + Math.max(0, shown.size() - 1))
                .put("uri", path)
                .put("next_page_uri", more ? path + "?" + next(query, page + 1) : null);
    }

    private static Predicate<StoredMessage> filter(Map<String, List<String>> query) {
        Predicate<StoredMessage> fits = message -> true;
        for (String name : query.keySet()) {
            String value = query.get(name).getFirst();
            fits = fits.and(switch (name) {
                case "To" -> message -> message.to().equals(value);
                case "From" -> message -> message.from().equals(value);
                case "DateSent" -> sent(value, order -> order == 0);
                case "DateSent>" -> sent(value, order -> order >= 0);
                case "DateSent<" -> sent(value, order -> order <= 0);
                default -> message -> true;
            });
        }
        return fits;
    }

    private static Predicate<StoredMessage> sent(String value, Predicate<Integer> fits) {
        try {
            LocalDate day = LocalDate.parse(value.substring(0, Math.min(10, value.length())));
            return message -> message.sentAt()
                    .map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate().compareTo(day))
                    .filter(fits)
                    .isPresent();
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("a day is written as 2026-11-23", unreadable);
        }
    }

    private static String next(Map<String, List<String>> query, int page) {
        var fields = new LinkedHashMap<String, String>();
        query.forEach((name, values) -> fields.put(name, values.getFirst()));
        fields.put("Page", String.valueOf(page));
        fields.put("PageToken", "PA" + page);
        return Form.encode(fields);
    }

    private static int number(Map<String, List<String>> query, String name, int usual) {
        return Optional.ofNullable(query.get(name)).map(values -> Integer.parseInt(values.getFirst())).orElse(usual);
    }
}
