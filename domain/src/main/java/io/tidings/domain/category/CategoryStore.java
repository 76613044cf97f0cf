package io.tidings.domain.category;

import io.tidings.domain.app.AppId;
import java.util.List;
import java.util.Optional;

/**
 * The categories of all apps. Safe for use by many threads and many processes; each method may be called inside a unit
 * of work or alone.
 */
public interface CategoryStore {

    /** Adds a category with a new identifier. @return false, and nothing changes, when the app has one of that name */
    boolean add(Category category);

    /** @return whether there was one to remove */
    boolean remove(CategoryId id);

    Optional<Category> find(CategoryId id);

    /** By the app's own identifier. */
    Optional<Category> find(AppId app, String identifier);

    /** All categories of an app, in the order of their identifiers. */
    List<Category> ofApp(AppId app);
}
