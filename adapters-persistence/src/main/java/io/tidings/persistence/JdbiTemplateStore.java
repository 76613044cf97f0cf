package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.template.Template;
import io.tidings.domain.template.TemplateId;
import io.tidings.domain.template.TemplateIdentifier;
import io.tidings.domain.template.TemplateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class JdbiTemplateStore implements TemplateStore {

    private final Database database;

    JdbiTemplateStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Template template) {
        return database.write(handle -> handle.createUpdate("""
                INSERT INTO template (id, app_id, identifier, name, contents, version, created_at, updated_at)
                VALUES (:id, :app, :identifier, :name, :contents, :version, :created, :updated)
                ON CONFLICT (app_id, identifier) DO NOTHING
                """)
                .bind("id", template.id().value())
                .bind("app", template.app().value())
                .bind("identifier", template.identifier().value())
                .bind("name", template.name())
                .bind("contents", TemplateColumns.contents(template.contents()))
                .bind("version", template.version())
                .bind("created", template.createdAt().toEpochMilli())
                .bind("updated", template.updatedAt().toEpochMilli())
                .execute()) == 1;
    }

    @Override
    public boolean replace(Template changed) {
        return database.write(handle -> handle.createUpdate("""
                UPDATE template SET name = :name, contents = :contents, version = version + 1, updated_at = :updated
                WHERE id = :id AND version = :version
                """)
                .bind("id", changed.id().value())
                .bind("name", changed.name())
                .bind("contents", TemplateColumns.contents(changed.contents()))
                .bind("version", changed.version())
                .bind("updated", changed.updatedAt().toEpochMilli())
                .execute()) == 1;
    }

    @Override
    public boolean remove(TemplateId id) {
        return database.write(handle -> handle.createUpdate("DELETE FROM template WHERE id = :id")
                .bind("id", id.value())
                .execute()) == 1;
    }

    @Override
    public Optional<Template> find(TemplateId id) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM template WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> template(row))
                .findOne());
    }

    @Override
    public Optional<Template> find(AppId app, TemplateIdentifier identifier) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM template WHERE app_id = :app AND identifier = :identifier
                """)
                .bind("app", app.value())
                .bind("identifier", identifier.value())
                .map((row, context) -> template(row))
                .findOne());
    }

    /** No identifier is empty, so all of them come after the empty one. */
    @Override
    public List<Template> ofApp(AppId app, Optional<TemplateIdentifier> after, int limit) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM template WHERE app_id = :app AND identifier > :after ORDER BY identifier LIMIT :limit
                """)
                .bind("app", app.value())
                .bind("after", after.map(TemplateIdentifier::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> template(row))
                .list());
    }

    private static Template template(ResultSet row) throws SQLException {
        return new Template(new TemplateId(Columns.uuid(row, "id")), new AppId(Columns.uuid(row, "app_id")),
                new TemplateIdentifier(row.getString("identifier")), row.getString("name"),
                TemplateColumns.contents(row.getString("contents")), row.getLong("version"),
                Columns.moment(row, "created_at"), Columns.moment(row, "updated_at"));
    }
}
