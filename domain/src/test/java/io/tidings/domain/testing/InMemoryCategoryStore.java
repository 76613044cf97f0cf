package io.tidings.domain.testing;

import io.tidings.domain.app.AppId;
import io.tidings.domain.category.Category;
import io.tidings.domain.category.CategoryId;
import io.tidings.domain.category.CategoryStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryCategoryStore implements CategoryStore {

    private final InMemoryTransactions transactions;
    private final Table<CategoryId, Category> categories;

    InMemoryCategoryStore(InMemoryTransactions transactions) {
        this.transactions = transactions;
        this.categories = new Table<>(transactions);
    }

    @Override
    public boolean add(Category category) {
        return transactions.step(() -> {
            if (find(category.app(), category.identifier()).isPresent()) {
                return false;
            }
            categories.insert(category.id(), category);
            return true;
        });
    }

    @Override
    public boolean remove(CategoryId id) {
        return transactions.step(() -> categories.remove(id).isPresent());
    }

    @Override
    public Optional<Category> find(CategoryId id) {
        return transactions.step(() -> categories.find(id));
    }

    @Override
    public Optional<Category> find(AppId app, String identifier) {
        return transactions.step(() -> categories.rows()
                .filter(category -> category.app().equals(app) && category.identifier().equals(identifier))
                .findFirst());
    }

    @Override
    public List<Category> ofApp(AppId app) {
        return transactions.step(() -> categories.rows().filter(category -> category.app().equals(app))
                .sorted(Comparator.comparing(Category::identifier)).toList());
    }
}
