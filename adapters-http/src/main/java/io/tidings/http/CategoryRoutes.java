package io.tidings.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tidings.application.Categories;
import io.tidings.domain.app.App;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The kinds of an app's notifications; the Node SDK has them below notifications. */
final class CategoryRoutes {

    private static final List<String> PATHS = List.of("/v3/categories", "/v3/notifications/categories");

    private final ApiAccess access;
    private final Categories categories;

    CategoryRoutes(ApiAccess access, Categories categories) {
        this.access = access;
        this.categories = categories;
    }

    private record Shown(String id, String identifier, String name, Instant createdAt) {

        static Shown of(Category category) {
            return new Shown(category.id().toString(), category.identifier(), category.name(), category.createdAt());
        }
    }

    private record All(List<Shown> categories) {}

    private record Removed(String id) {}

    void addTo(RoutesConfig routes) {
        for (String path : PATHS) {
            routes.get(path, this::list);
            routes.post(path, this::create);
            routes.delete(path + "/{categoryId}", this::remove);
        }
    }

    private void list(Context ctx) {
        App app = access.app(ctx);
        Json.answer(ctx, 200, new All(categories.all(app).stream().map(Shown::of).toList()));
    }

    private void create(Context ctx) {
        App app = access.app(ctx);
        Fields body = Body.json(ctx);
        Optional<String> identifier = body.text("identifier");
        Optional<String> name = body.text("name");
        body.check();
        Json.answer(ctx, 201, Shown.of(categories.create(app, identifier, name)));
    }

    private void remove(Context ctx) {
        App app = access.app(ctx);
        var id = new CategoryId(Paths.uuid(ctx, "categoryId", "category"));
        categories.remove(app, id);
        Json.answer(ctx, 200, new Removed(id.toString()));
    }
}
