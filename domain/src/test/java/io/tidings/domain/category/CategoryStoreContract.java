package io.tidings.domain.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.CountingIds;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import org.junit.jupiter.api.Test;

/** What every {@link CategoryStore} holds. The stores are new and empty for each test, and the same within it. */
public interface CategoryStoreContract {

    CountingIds IDS = new CountingIds(Samples.NOW.plusMillis(3));

    Stores stores();

    @Test
    default void addedCategory_isFoundInBothWays() {
        Category category = category(app(), "Invoices");
        assertThat(stores().categories().add(category)).isTrue();
        assertThat(stores().categories().find(category.id())).contains(category);
        assertThat(stores().categories().find(category.app(), "Invoices")).contains(category);
        assertThat(stores().categories().find(category.app(), "invoices")).isEmpty();
        assertThat(stores().categories().find(app().id(), "Invoices")).isEmpty();
    }

    @Test
    default void categoryThatIsTaken_changesNothingButIsFreeInAnotherApp() {
        Category first = category(app(), "invoices");
        stores().categories().add(first);
        Category second = new Category(new CategoryId(IDS.next()), first.app(), "invoices", "Other", Samples.NOW);
        assertThat(stores().categories().add(second)).isFalse();
        assertThat(stores().categories().ofApp(first.app())).containsExactly(first);
        assertThat(stores().categories().add(category(app(), "invoices"))).isTrue();
    }

    @Test
    default void categories_comeInTheOrderOfTheirIdentifiersAndAreRemoved() {
        App app = app();
        Category b = category(app, "b");
        Category a = category(app, "a");
        stores().categories().add(b);
        stores().categories().add(a);
        assertThat(stores().categories().ofApp(app.id())).containsExactly(a, b);
        assertThat(stores().categories().remove(a.id())).isTrue();
        assertThat(stores().categories().remove(a.id())).isFalse();
        assertThat(stores().categories().ofApp(app.id())).containsExactly(b);
    }

    private App app() {
        App app = Samples.app();
        stores().apps().add(app);
        return app;
    }

    private static Category category(App app, String identifier) {
        return new Category(new CategoryId(IDS.next()), app.id(), identifier, "Name " + identifier, Samples.NOW);
    }
}
