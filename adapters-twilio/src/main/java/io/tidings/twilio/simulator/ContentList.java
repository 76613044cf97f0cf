package io.tidings.twilio.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The content templates that every simulated account has, in pages: as Twilio lists them, with approvals and without.
 */
final class ContentList {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 1_000;

    private record Content(String sid, String name, String language, String body, Map<String, String> variables,
            String category, String status, String rejection) {}

    private static final List<Content> ALL = List.of(
            new Content("HX00000000000000000000000000000001", "appointment_reminder", "en",
                    "Hello {{1}}, your appointment is at {{2}}.", Map.of("1", "Ann", "2", "10:00"), "UTILITY",
                    "approved", ""),
            new Content("HX00000000000000000000000000000002", "terminerinnerung", "de",
                    "Hallo {{1}}, Ihr Termin ist um {{2}}.", Map.of("1", "Anna", "2", "10:00"), "UTILITY", "pending",
                    ""),
            new Content("HX00000000000000000000000000000003", "summer_sale", "en", "Everything must go!", Map.of(),
                    "MARKETING", "rejected", "It reads like spam."));

    private ContentList() {}

    /**
     * @param url       of the list, which the link to the next page repeats
     * @param approvals whether each comes with how its approval stands
     * @throws IllegalArgumentException when a number cannot be read
     */
    static ObjectNode page(String url, boolean approvals, Map<String, List<String>> query) {
        int size = Math.clamp(number(query, "PageSize", USUAL_PAGE), 1, LARGEST_PAGE);
        int page = Math.max(0, number(query, "Page", 0));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode contents = json.putArray("contents");
        ALL.stream().skip((long) page * size).limit(size).forEach(content -> contents.add(json(content, approvals)));
        boolean more = ALL.size() > (long) (page + 1) * size;
        json.putObject("meta").put("key", "contents").put("page", page).put("page_size", size)
                .put("url", url + "?PageSize=" + size + "&Page=" + page)
                .put("next_page_url", more
                        ? url + "?PageSize=" + size + "&Page=" + (page + 1) + "&PageToken=PA" + (page + 1)
                        : null);
        return json;
    }

    private static ObjectNode json(Content content, boolean approvals) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("sid", content.sid())
                .put("friendly_name", content.name())
                .put("language", content.language());
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(content.variables()).forEach(variables::put);
        json.putObject("types").putObject("twilio/text").put("body", content.body());
        if (approvals) {
            json.putObject("approval_requests").put("type", "whatsapp").put("name", content.name())
                    .put("category", content.category()).put("content_type", "twilio/text")
                    .put("status", content.status()).put("rejection_reason", content.rejection());
        }
        return json;
    }

    private static int number(Map<String, List<String>> query, String name, int usual) {
        return Optional.ofNullable(query.get(name)).map(values -> Integer.parseInt(values.getFirst())).orElse(usual);
    }
}
