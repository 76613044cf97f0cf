package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateContent;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Templates as JSON in columns: their contents, and whole ones as they were when a notification named them. */
final class TemplateColumns {

    private TemplateColumns() {}

    static String whole(Template template) {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", template.id().toString());
        members.put("identifier", template.identifier().value());
        members.put("name", template.name());
        members.put("contents", members(template.contents()));
        members.put("version", template.version());
        members.put("createdAt", template.createdAt().toEpochMilli());
        members.put("updatedAt", template.updatedAt().toEpochMilli());
        return Json.write(members);
    }

    static Template whole(AppId app, String json) {
        Map<String, Object> members = Json.members(json);
        return new Template(new TemplateId(UUID.fromString((String) members.get("id"))), app,
                new TemplateIdentifier((String) members.get("identifier")), (String) members.get("name"),
                read(object(members.get("contents"))), ((Number) members.get("version")).longValue(),
                moment(members.get("createdAt")), moment(members.get("updatedAt")));
    }

    static String contents(Map<Channel, ChannelContent> contents) {
        return Json.write(members(contents));
    }

    static Map<Channel, ChannelContent> contents(String json) {
        return read(Json.members(json));
    }

    private static Map<String, Object> members(Map<Channel, ChannelContent> contents) {
        var members = new LinkedHashMap<String, Object>();
        contents.forEach((channel, content) -> {
            var member = new LinkedHashMap<String, Object>();
            member.put("content", member(content.content()));
            content.outsideWindow().ifPresent(instead -> member.put("outsideWindow", member(instead)));
            members.put(channel.id(), member);
        });
        return members;
    }

    private static Map<String, Object> member(TemplateContent content) {
        return switch (content) {
            case TemplateContent.Text(String text) -> Map.of("text", text);
            case TemplateContent.Approved(String reference, var variables) ->
                Map.of("reference", reference, "variables", variables);
        };
    }

    private static Map<Channel, ChannelContent> read(Map<String, Object> members) {
        var contents = new HashMap<Channel, ChannelContent>();
        members.forEach((channel, member) -> {
            Map<String, Object> content = object(member);
            contents.put(new Channel(channel), new ChannelContent(content(object(content.get("content"))),
                    Optional.ofNullable(content.get("outsideWindow")).map(instead -> approved(object(instead)))));
        });
        return contents;
    }

    private static TemplateContent content(Map<String, Object> member) {
        return member.get("text") instanceof String text ? new TemplateContent.Text(text) : approved(member);
    }

    private static TemplateContent.Approved approved(Map<String, Object> member) {
        var variables = new LinkedHashMap<String, String>();
        object(member.get("variables")).forEach((name, value) -> variables.put(name, (String) value));
        return new TemplateContent.Approved((String) member.get("reference"), variables);
    }

    private static Instant moment(Object millis) {
        return Instant.ofEpochMilli(((Number) millis).longValue());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
