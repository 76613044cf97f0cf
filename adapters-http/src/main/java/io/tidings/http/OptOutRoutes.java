package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Apps;
import io.tidings.application.OptOuts;
import io.tidings.application.Problem;
import io.tidings.domain.app.App;
import io.tidings.domain.app.AppId;
import io.tidings.domain.conversation.Consent;
import io.tidings.domain.provider.Address;
import io.tidings.domain.provider.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who wants no messages of an app on a channel, for operators: addresses are shown whole. */
final class OptOutRoutes {

    private static final String OPT_OUTS = "/v1/apps/{appId}/channels/{channel}/optOuts";
    private static final int DEFAULT_LIMIT = 100;

    private final ApiAccess access;
    private final Apps apps;
    private final OptOuts optOuts;

    OptOutRoutes(ApiAccess access, Apps apps, OptOuts optOuts) {
        this.access = access;
        this.apps = apps;
        this.optOuts = optOuts;
    }

    /**
     * @param since when that was decided; null when nothing ever was
     * @param by    {@code person} or {@code operator}
     * @param word  by which the person decided
     */
    private record Shown(String address, boolean optedOut, Instant since, String by, String word) {

        static Shown of(Consent consent) {
            return new Shown(consent.person().value(), consent.optedOut(), consent.since(),
                    consent.by().name().toLowerCase(Locale.ROOT), consent.word().orElse(null));
        }

        static Shown of(Address person, Optional<Consent> consent) {
            return consent.map(Shown::of).orElseGet(() -> new Shown(person.value(), false, null, null, null));
        }
    }

    /** @param nextCursor null when this is the last */
    private record Page(List<Shown> optOuts, String nextCursor) {}

    void addTo(RoutesConfig routes) {
        routes.get(OPT_OUTS, this::list);
        routes.get(OPT_OUTS + "/{address}", this::get);
        routes.put(OPT_OUTS + "/{address}", this::optOut);
        routes.delete(OPT_OUTS + "/{address}", this::lift);
    }

    private void list(Context ctx) {
        App app = app(ctx);
        Channel channel = channel(ctx);
        int limit = limit(ctx);
        Optional<Address> after = Optional.ofNullable(ctx.queryParam("cursor"))
                .map(cursor -> address("cursor", cursor));
        List<Consent> found = optOuts.list(app, channel, after, limit);
        Json.answer(ctx, 200, new Page(found.stream().map(Shown::of).toList(),
                found.size() < limit ? null : found.getLast().person().value()));
    }

    private void get(Context ctx) {
        App app = app(ctx);
        Address person = person(ctx);
        Json.answer(ctx, 200, Shown.of(person, optOuts.find(app, channel(ctx), person)));
    }

    private void optOut(Context ctx) {
        App app = app(ctx);
        Json.answer(ctx, 200, Shown.of(optOuts.optOut(app, channel(ctx), person(ctx))));
    }

    private void lift(Context ctx) {
        App app = app(ctx);
        Address person = person(ctx);
        Json.answer(ctx, 200, Shown.of(person, optOuts.lift(app, channel(ctx), person)));
    }

    private App app(Context ctx) {
        access.admin(ctx);
        return apps.get(new AppId(Paths.uuid(ctx, "appId", "app")));
    }

    private static Channel channel(Context ctx) {
        try {
            return new Channel(ctx.pathParam("channel"));
        } catch (IllegalArgumentException e) {
            throw new Problem.NotFound("channel");
        }
    }

    /** As it was sent: in a path a plus sign means itself, encoded or not. */
    private static Address person(Context ctx) {
        String path = ctx.path();
        try {
            return address("address", Paths.decoded(path.substring(path.lastIndexOf('/') + 1)));
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid("address", e.getMessage());
        }
    }

    private static Address address(String field, String text) {
        try {
            return new Address(text);
        } catch (IllegalArgumentException e) {
            throw new Problem.Invalid(field, e.getMessage());
        }
    }

    private static int limit(Context ctx) {
        String text = Optional.ofNullable(ctx.queryParam("limit")).orElse(Integer.toString(DEFAULT_LIMIT));
        int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > OptOuts.MOST) {
            throw new Problem.Invalid("limit", "must be a whole number from 1 to " + OptOuts.MOST);
        }
        return limit;
    }
}
