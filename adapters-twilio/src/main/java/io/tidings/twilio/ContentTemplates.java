package io.tidings.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.domain.provider.Constraint;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderFault;
import io.tidings.domain.provider.ProviderTemplate;
import io.tidings.domain.provider.ProviderTemplate.Approval;
import io.tidings.domain.provider.TemplateListing;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content templates of an account, as Twilio's Content API lists them together with WhatsApp's approvals: see
 * https://www.twilio.com/docs/content/content-api-resources.
 */
final class ContentTemplates {

    static final Constraint REFERENCE = new Constraint.Matching("HX[0-9a-fA-F]{32}",
            "must be HX followed by 32 hexadecimal digits, as Twilio's Content Template Builder shows it",
            "HX0123456789abcdef0123456789abcdef");

    /** The part of the next page's URL that tells it from this one. */
    private static final Pattern NEXT = Pattern.compile("[?&](Page|PageToken)=([^&]*)");

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,9}):(.{0,1000})");

    private ContentTemplates() {}

    /**
     * What asks for a page.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    static Map<String, String> page(Optional<String> cursor, int limit) {
        var page = new LinkedHashMap<String, String>();
        page.put("PageSize", String.valueOf(limit));
        cursor.ifPresent(text -> {
            Matcher next = CURSOR.matcher(
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (!next.matches()) {
                throw new IllegalArgumentException("no cursor");
            }
            page.put("Page", next.group(1));
            page.put("PageToken", next.group(2));
        });
        return page;
    }

    static TemplateListing of(Answer answer) {
        return switch (answer) {
            case Answer.Missing missing -> new TemplateListing.Failed(ConnectionFaults.of(missing));
            case Answer.Given given when given.status() == 200 -> given.json()
                    .filter(body -> body.path("contents").isArray())
                    .map(ContentTemplates::listed)
                    .orElseGet(ContentTemplates::unreadable);
            case Answer.Given given -> new TemplateListing.Failed(ErrorBody.of(given).fault(
                    given.status() / 100 == 4 ? FaultKind.SETTINGS : FaultKind.RETRY,
                    "Twilio, or a gateway before it, answered HTTP " + given.status()
                            + " to the question for the content templates."));
        };
    }

    private static TemplateListing listed(JsonNode body) {
        var templates = new ArrayList<ProviderTemplate>();
        body.path("contents").forEach(content -> Answer.text(content, "sid")
                .ifPresent(sid -> templates.add(template(sid, content))));
        try {
            return new TemplateListing.Listed(templates,
                    Answer.text(body.path("meta"), "next_page_url").flatMap(ContentTemplates::cursor));
        } catch (IllegalArgumentException e) {
            return unreadable();
        }
    }

    private static TemplateListing unreadable() {
        return new TemplateListing.Failed(ProviderFault.of("unreadable_answer", FaultKind.RETRY,
                "Twilio's answer could not be understood. Check the address of Twilio's API."));
    }

    private static ProviderTemplate template(String sid, JsonNode content) {
        var variables = new LinkedHashMap<String, String>();
        content.path("variables").properties()
                .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
        JsonNode approval = approval(content.path("approval_requests"));
        return new ProviderTemplate(sid, Answer.text(content, "friendly_name").orElse(sid),
                Answer.text(content, "language"), variables, status(approval),
                Answer.text(approval, "rejection_reason"), Answer.text(approval, "category"), preview(content));
    }

    /** The list gives the request itself; the single resource puts it below the channel's name. Either is read. */
    private static JsonNode approval(JsonNode requests) {
        return requests.has("whatsapp") ? requests.path("whatsapp") : requests;
    }

    /** Twilio names these states in https://www.twilio.com/docs/content/content-api-resources. */
    private static Approval status(JsonNode approval) {
        return switch (Answer.text(approval, "status").orElse("unsubmitted")) {
            case "approved" -> Approval.APPROVED;
            case "received", "pending" -> Approval.PENDING;
            case "rejected" -> Approval.REJECTED;
            case "paused" -> Approval.PAUSED;
            case "disabled" -> Approval.DISABLED;
            case "unsubmitted" -> Approval.UNSUBMITTED;
            default -> Approval.UNKNOWN;
        };
    }

    /** Of the forms that a template has for different channels, all say much the same. */
    private static Optional<String> preview(JsonNode content) {
        return content.path("types").valueStream()
                .flatMap(type -> List.of("body", "title").stream().flatMap(name -> Answer.text(type, name).stream()))
                .findFirst();
    }

    /** @throws IllegalArgumentException when it is no URL */
    private static Optional<String> cursor(String nextPage) {
        var found = new LinkedHashMap<String, String>();
        Matcher part = NEXT.matcher(nextPage);
        while (part.find()) {
            found.put(part.group(1), URLDecoder.decode(part.group(2), StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(found.get("Page")).map(page -> Base64.getUrlEncoder().withoutPadding()
                .encodeToString((page + ":" + found.getOrDefault("PageToken", "")).getBytes(StandardCharsets.UTF_8)));
    }
}
