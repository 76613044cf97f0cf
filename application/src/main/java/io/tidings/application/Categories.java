package io.tidings.application;

import io.tidings.domain.IdSource;
import io.tidings.domain.app.App;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import io.tidings.domain.category.CategoryStore;
import java.util.List;
import java.util.Optional;

/** The kinds of an app's notifications. */
public final class Categories {

    private final CategoryStore store;
    private final Timing timing;
    private final IdSource ids;

    public Categories(CategoryStore store, Timing timing, IdSource ids) {
        this.store = store;
        this.timing = timing;
        this.ids = ids;
    }

    /**
     * @param name empty means the identifier
     * @throws Problem.Conflict when the app has a category of that identifier
     */
    public Category create(App app, Optional<String> identifier, Optional<String> name) {
        String own = Names.checked("identifier", identifier);
        var category = new Category(new CategoryId(ids.next()), app.id(), own,
                name.isPresent() ? Names.checked("name", name) : own, timing.now());
        if (!store.add(category)) {
            throw new Problem.Conflict(Problem.Conflict.Kind.NAME_TAKEN,
                    "There is already a category with this identifier.");
        }
        return category;
    }

    /** All categories of the app, in the order of their identifiers. */
    public List<Category> all(App app) {
        return store.ofApp(app.id());
    }

    /** Removes it; notifications that were accepted with it keep its identifier. */
    public void remove(App app, CategoryId id) {
        boolean removed = store.find(id).filter(category -> category.app().equals(app.id())).isPresent()
                && store.remove(id);
        if (!removed) {
            throw new Problem.NotFound("category");
        }
    }
}
