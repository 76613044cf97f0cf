package io.tidings.persistence;

import io.tidings.domain.app.AppId;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import io.tidings.domain.category.CategoryStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class JdbiCategoryStore implements CategoryStore {

    private final Database database;

    JdbiCategoryStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Category category) {
        return database.write(handle -> handle.createUpdate("""
                INSERT INTO category (id, app_id, identifier, name, created_at)
                VALUES (:id, :app, :identifier, :name, :created)
                ON CONFLICT (app_id, identifier) DO NOTHING
                """)
                .bind("id", category.id().value())
                .bind("app", category.app().value())
                .bind("identifier", category.identifier())
                .bind("name", category.name())
                .bind("created", category.createdAt().toEpochMilli())
                .execute()) == 1;
    }

    @Override
    public boolean remove(CategoryId id) {
        return database.write(handle -> handle.createUpdate("DELETE FROM category WHERE id = :id")
                .bind("id", id.value())
                .execute()) == 1;
    }

    @Override
    public Optional<Category> find(CategoryId id) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM category WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> category(row))
                .findOne());
    }

    @Override
    public Optional<Category> find(AppId app, String identifier) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM category WHERE app_id = :app AND identifier = :identifier
                """)
                .bind("app", app.value())
                .bind("identifier", identifier)
                .map((row, context) -> category(row))
                .findOne());
    }

    @Override
    public List<Category> ofApp(AppId app) {
        return database.ask(handle -> handle.createQuery("""
                SELECT * FROM category WHERE app_id = :app ORDER BY identifier
                """)
                .bind("app", app.value())
                .map((row, context) -> category(row))
                .list());
    }

    private static Category category(ResultSet row) throws SQLException {
        return new Category(new CategoryId(Columns.uuid(row, "id")), new AppId(Columns.uuid(row, "app_id")),
                row.getString("identifier"), row.getString("name"), Columns.moment(row, "created_at"));
    }
}
