package io.tidings.domain.template;

import io.tidings.domain.app.AppId;
import java.util.List;
import java.util.Optional;

/**
 * The templates of all apps. One app's templates are never seen by another.
 *
 * <p>Safe for use by many threads; each method may be called inside a unit of work or alone.
 */
public interface TemplateStore {

    /**
     * Adds a template with a new id.
     *
     * @return whether it was added; false when the app has one with the same identifier
     */
    boolean add(Template template);

    /**
     * Replaces name, contents and the moment of the change of a template when the stored version is that of
     * {@code changed}, and counts the version up by one.
     *
     * @return whether it was replaced; false when it is gone or another version is stored
     */
    boolean replace(Template changed);

    /** @return whether there was one to remove */
    boolean remove(TemplateId id);

    Optional<Template> find(TemplateId id);

    Optional<Template> find(AppId app, TemplateIdentifier identifier);

    /**
     * The app's first templates after that identifier, or from the start, in the order of their identifiers'
     * characters.
     */
    List<Template> ofApp(AppId app, Optional<TemplateIdentifier> after, int limit);
}
