package io.tidings.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.Problem;
import io.tidings.application.Templates;
import io.tidings.application.Templates.Draft;
import io.tidings.domain.app.App;
import io.tidings.domain.content.ApprovedContent;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What apps say again and again. */
final class TemplateRoutes {

    private static final String TEMPLATES = "/v1/apps/{appId}/templates";
    private static final String ONE = TEMPLATES + "/{identifier}";
    private static final String CONTENT = "/contents/{channel}";
    private static final int DEFAULT_LIMIT = 100;

    private final ApiAccess access;
    private final Apps apps;
    private final Templates templates;

    TemplateRoutes(ApiAccess access, Apps apps, Templates templates) {
        this.access = access;
        this.apps = apps;
        this.templates = templates;
    }

    private record Shown(String id, String identifier, String name, Map<String, TemplateBody.Shown> contents,
            long version, Instant createdAt, Instant updatedAt) {

        static Shown of(Template template) {
            var contents = new TreeMap<String, TemplateBody.Shown>();
            template.contents().forEach((channel, content) -> contents.put(channel.id(),
                    TemplateBody.Shown.of(content)));
            return new Shown(template.id().toString(), template.identifier().value(), template.name(), contents,
                    template.version(), template.createdAt(), template.updatedAt());
        }
    }

    private record Some(List<Shown> templates, String nextCursor) {}

    /**
     * What a person would be sent.
     *
     * @param sends         null when something is missing: then nothing would be sent
     * @param outsideWindow what would be sent instead outside of the 24-hour window; null when that is the same
     */
    private record Previewed(String channel, Filled sends, List<String> missing, Instead outsideWindow) {}

    private record Instead(Filled sends, List<String> missing) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Filled(String text, String contentSid, Map<String, String> contentVariables) {

        static Filled of(Templates.Filled filled) {
            return filled.content().map(content -> new Filled(content.text().orElse(null),
                    content.approved().map(ApprovedContent::reference).orElse(null),
                    content.approved().map(ApprovedContent::variables).orElse(null))).orElse(null);
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get(TEMPLATES, this::list);
        routes.post(TEMPLATES, this::create);
        routes.get(ONE, ctx -> Json.answer(ctx, 200, Shown.of(named(ctx))));
        routes.put(ONE, this::put);
        routes.patch(ONE, this::change);
        routes.delete(ONE, this::remove);
        routes.post(ONE + "/preview", this::preview);
        for (String template : List.of(ONE, "/v1/templates/{id}")) {
            routes.get(template + CONTENT, this::content);
            routes.put(template + CONTENT, this::putContent);
            routes.delete(template + CONTENT, this::removeContent);
        }
    }

    private void list(Context ctx) {
        App app = app(ctx);
        Templates.Some some = templates.list(app, Optional.ofNullable(ctx.queryParam("cursor")),
                Paths.limit(ctx, DEFAULT_LIMIT, Templates.MAX_PAGE));
        Json.answer(ctx, 200, new Some(some.templates().stream().map(Shown::of).toList(),
                some.nextCursor().orElse(null)));
    }

    private void create(Context ctx) {
        App app = app(ctx);
        Fields body = Body.json(ctx);
        String identifier = body.text("identifier").orElse("");
        Draft draft = TemplateBody.draft(body);
        body.check();
        Json.answer(ctx, 201, Shown.of(templates.create(app, identifier, draft)));
    }

    private void put(Context ctx) {
        App app = app(ctx);
        String identifier = ctx.pathParam("identifier");
        Draft draft = draft(ctx);
        Optional<Template> known = templates.find(app, identifier);
        Template now = known.map(template -> templates.replace(template, draft))
                .orElseGet(() -> templates.create(app, identifier, draft));
        Json.answer(ctx, known.isPresent() ? 200 : 201, Shown.of(now));
    }

    private void change(Context ctx) {
        Template template = named(ctx);
        Json.answer(ctx, 200, Shown.of(templates.change(template, draft(ctx))));
    }

    private void remove(Context ctx) {
        templates.remove(named(ctx));
        Json.answerNothing(ctx);
    }

    private void content(Context ctx) {
        Json.answer(ctx, 200, TemplateBody.Shown.of(templates.content(named(ctx), Paths.channel(ctx))));
    }

    private void putContent(Context ctx) {
        Template template = named(ctx);
        Channel channel = Paths.channel(ctx);
        Fields body = Body.json(ctx);
        Optional<ChannelContent> content = TemplateBody.content(body);
        Optional<Long> version = TemplateBody.version(body);
        body.check();
        Json.answer(ctx, 200, Shown.of(templates.replaceContent(template, channel, content.orElseThrow(), version)));
    }

    private void removeContent(Context ctx) {
        Json.answer(ctx, 200, Shown.of(templates.removeContent(named(ctx), Paths.channel(ctx))));
    }

    private void preview(Context ctx) {
        App app = app(ctx);
        Template template = templates.get(app, ctx.pathParam("identifier"));
        Fields body = Body.json(ctx);
        Channel channel = body.text("channel").map(TemplateRoutes::channel)
                .orElseGet(() -> template.contents().keySet().stream().sorted().findFirst().orElseThrow());
        Templates.Recipient recipient = recipient(body);
        var data = body.json("data");
        body.check();
        Templates.Preview preview = templates.preview(app, template, channel, data, recipient);
        Json.answer(ctx, 200, new Previewed(channel.id(), Filled.of(preview.content()), preview.content().missing(),
                preview.outsideWindow().map(instead -> new Instead(Filled.of(instead), instead.missing()))
                        .orElse(null)));
    }

    private static Templates.Recipient recipient(Fields body) {
        return body
                .textIfText("recipient").<Templates.Recipient>map(
                        identifier -> new Templates.Recipient.Known(user(identifier)))
                .orElseGet(() -> new Templates.Recipient.Anybody(body.json("recipient")));
    }

    private static UserId user(String identifier) {
        try {
            return new UserId(identifier);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("recipient", e.getMessage());
        }
    }

    private static Draft draft(Context ctx) {
        Fields body = Body.json(ctx);
        if (!body.text("identifier").orElse(ctx.pathParam("identifier")).equals(ctx.pathParam("identifier"))) {
            body.wrong("identifier", "cannot be changed: create another template instead");
        }
        Draft draft = TemplateBody.draft(body);
        body.check();
        return draft;
    }

    private Template named(Context ctx) {
        if (ctx.pathParamMap().containsKey("id")) {
            access.admin(ctx);
            return templates.get(new TemplateId(Paths.uuid(ctx, "id", "template")));
        }
        return templates.get(app(ctx), ctx.pathParam("identifier"));
    }

    private App app(Context ctx) {
        access.admin(ctx);
        return apps.get(Paths.app(ctx));
    }

    private static Channel channel(String name) {
        try {
            return new Channel(name);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("channel", "must be a channel such as whatsapp");
        }
    }
}
