package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.content.Content;
import io.tidings.domain.json.JsonObject;
import io.tidings.domain.profile.ProfileStore;
import io.tidings.domain.profile.UserId;
import io.tidings.domain.provider.Channel;
import io.tidings.domain.provider.ProviderCatalogue;
import io.tidings.domain.template.ChannelContent;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import io.tidings.domain.template.TemplateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What apps say again and again. */
public final class Templates {

    /** How many templates a page has at most. */
    public static final int MAX_PAGE = 1_000;

    private static final int NAME_LENGTH = 200;

    private final TemplateStore store;
    private final NamedTemplates named;
    private final ProfileStore profiles;
    private final TemplateCheck check;
    private final Composer composer = new Composer();
    private final Timing timing;
    private final IdSource ids;

    public Templates(TemplateStore store, ProfileStore profiles, ProviderCatalogue catalogue, Timing timing,
            IdSource ids) {
        this.store = store;
        this.named = new NamedTemplates(store);
        this.profiles = profiles;
        this.check = new TemplateCheck(catalogue);
        this.timing = timing;
        this.ids = ids;
    }

    /**
     * What an operator gives.
     *
     * @param name     empty keeps it; a new template is called by its identifier
     * @param contents by channel; empty takes the channel's content away
     * @param version  the one that is to be changed; empty means whichever is stored
     */
    public record Draft(Optional<String> name, Map<Channel, Optional<ChannelContent>> contents,
            Optional<Long> version) {}

    /** Some templates, and where to go on: empty at the end. */
    public record Some(List<Template> templates, Optional<String> nextCursor) {}

    /** Whom a preview is for: a user whom the app knows, or anybody with these properties. */
    public sealed interface Recipient {
        record Known(UserId user) implements Recipient {}

        record Anybody(JsonObject properties) implements Recipient {}
    }

    /**
     * What would be sent. Where variables are missing, nothing would.
     *
     * @param outsideWindow what would be sent instead outside of the window for free text, where that is something else
     */
    public record Preview(Filled content, Optional<Filled> outsideWindow) {}

    /**
     * Content for one person.
     *
     * @param content what would be sent; empty when something is missing
     * @param missing what is
     */
    public record Filled(Optional<Content> content, List<String> missing) {}

    /** The app's templates in the order of their identifiers. */
    public Some list(App app, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new Problem.Invalid("limit", "must be from 1 to " + MAX_PAGE);
        }
        List<Template> more = store.ofApp(app.id(), cursor.map(Templates::after), limit + 1);
        List<Template> page = more.subList(0, Math.min(limit, more.size()));
        return new Some(page, more.size() > limit
                ? Optional.of(page.getLast().identifier().value())
                : Optional.empty());
    }

    /** @throws Problem.NotFound also when it is another app's */
    public Template get(App app, String identifier) {
        return find(app, identifier).orElseThrow(() -> new Problem.NotFound("template"));
    }

    public Optional<Template> find(App app, String identifier) {
        return named.find(app, identifier);
    }

    public Template get(TemplateId id) {
        return store.find(id).orElseThrow(() -> new Problem.NotFound("template"));
    }

    /** @throws Problem.Conflict when the app has one with this identifier */
    public Template create(App app, String identifier, Draft draft) {
        var problems = new ArrayList<FieldProblem>();
        Optional<TemplateIdentifier> checked = identifier(identifier, problems);
        checkName(draft, problems);
        problems.addAll(check.problems("contents.", draft.contents()));
        Map<Channel, ChannelContent> contents = laidOver(Map.of(), draft);
        if (contents.isEmpty()) {
            problems.add(new FieldProblem("contents", "must have content for at least one channel"));
        }
        throwAny(problems);
        var template = new Template(new TemplateId(ids.next()), app.id(), checked.orElseThrow(),
                draft.name().orElse(identifier), contents, 0, timing.now(), timing.now());
        if (!store.add(template)) {
            throw new Problem.Conflict(Problem.Conflict.Kind.NAME_TAKEN,
                    "The app has a template with the identifier " + identifier
                            + ". Change that one, or choose another identifier.");
        }
        return template;
    }

    /** Lays a draft over a template, channel by channel. What has been accepted already stays as it was. */
    public Template change(Template now, Draft draft) {
        return change(now, draft, now.contents(), "contents.");
    }

    /** Replaces all contents of a template. */
    public Template replace(Template now, Draft draft) {
        return change(now, draft, Map.of(), "contents.");
    }

    /** Replaces the content of one channel. */
    public Template replaceContent(Template now, Channel channel, ChannelContent content, Optional<Long> version) {
        return change(now, new Draft(Optional.empty(), Map.of(channel, Optional.of(content)), version),
                now.contents(), "");
    }

    /** Takes the content of one channel away. */
    public Template removeContent(Template now, Channel channel) {
        content(now, channel);
        return change(now, new Draft(Optional.empty(), Map.of(channel, Optional.empty()), Optional.empty()),
                now.contents(), "");
    }

    /** @throws Problem.NotFound when the template has none for the channel */
    public ChannelContent content(Template template, Channel channel) {
        return Optional.ofNullable(template.contents().get(channel))
                .orElseThrow(() -> new Problem.NotFound("content of the template for the channel " + channel));
    }

    public void remove(Template template) {
        if (!store.remove(template.id())) {
            throw new Problem.NotFound("template");
        }
    }

    /** What a recipient would be sent. Sends nothing. */
    public Preview preview(App app, Template template, Channel channel, JsonObject data, Recipient recipient) {
        ChannelContent content = content(template, channel);
        JsonObject known = switch (recipient) {
            case Recipient.Known(UserId user) -> profiles.find(app.id(), user).map(Composer::recipient)
                    .orElseThrow(
                            () -> new Problem.Unprocessable(Problem.Unprocessable.Kind.UNKNOWN_REFERENCE, "recipient",
                                    "names a user whom the app does not know; give an object with properties instead"));
            case Recipient.Anybody(JsonObject properties) -> properties;
        };
        return new Preview(filled(composer.render(content.content(), data, known)),
                content.outsideWindow().map(instead -> filled(composer.render(instead, data, known))));
    }

    private Template change(Template now, Draft draft, Map<Channel, ChannelContent> before, String path) {
        var problems = new ArrayList<FieldProblem>();
        checkName(draft, problems);
        problems.addAll(check.problems(path, draft.contents()));
        Map<Channel, ChannelContent> contents = laidOver(before, draft);
        if (contents.isEmpty()) {
            problems.add(new FieldProblem("contents", "must keep content for at least one channel"));
        }
        throwAny(problems);
        var changed = new Template(now.id(), now.app(), now.identifier(), draft.name().orElse(now.name()), contents,
                draft.version().orElse(now.version()), now.createdAt(), timing.now());
        if (!store.replace(changed)) {
            throw new Problem.Conflict(Problem.Conflict.Kind.CHANGED_MEANWHILE,
                    "The template was changed by somebody else meanwhile. Read it again, then repeat"
                            + " the change.");
        }
        return get(now.id());
    }

    private static Filled filled(Composer.Rendered rendered) {
        return switch (rendered) {
            case Composer.Rendered.Text(String text) ->
                new Filled(Optional.of(Content.of(text)), List.of());
            case Composer.Rendered.Approved(var content) ->
                new Filled(Optional.of(Content.NONE.by(content)), List.of());
            case Composer.Rendered.Lacking(List<String> missing) -> new Filled(Optional.empty(), missing);
        };
    }

    private static Map<Channel, ChannelContent> laidOver(Map<Channel, ChannelContent> before, Draft draft) {
        var contents = new HashMap<>(before);
        draft.contents().forEach((channel, content) -> content.ifPresentOrElse(
                given -> contents.put(channel, given), () -> contents.remove(channel)));
        return contents;
    }

    private static Optional<TemplateIdentifier> identifier(String text, List<FieldProblem> problems) {
        try {
            return Optional.of(new TemplateIdentifier(text));
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("identifier", e.getMessage()));
            return Optional.empty();
        }
    }

    private static TemplateIdentifier after(String cursor) {
        try {
            return new TemplateIdentifier(cursor);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("cursor", "must be the nextCursor of an earlier answer");
        }
    }

    private static void checkName(Draft draft, List<FieldProblem> problems) {
        if (draft.name().filter(name -> name.isBlank() || name.length() > NAME_LENGTH
                || name.chars().anyMatch(Character::isISOControl)).isPresent()) {
            problems.add(new FieldProblem("name", "must be a text of 1 to " + NAME_LENGTH + " characters"));
        }
    }

    private static void throwAny(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw new Problem.Invalid(problems);
        }
    }
}
