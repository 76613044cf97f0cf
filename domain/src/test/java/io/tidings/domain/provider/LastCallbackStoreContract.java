package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link LastCallbackStore} holds. The stores are new and empty for each test, and the same within it. */
public interface LastCallbackStoreContract {

    ProviderId CALLING = new ProviderId("calling");

    Stores stores();

    @Test
    default void nothingNoted_isNone() {
        assertThat(stores().lastCallbacks().find(anApp().id(), CALLING)).isEqualTo(LastCallback.NONE);
    }

    @Test
    default void latestOfEachKind_isKept_besideTheOther() {
        App app = anApp();
        Instant later = Samples.NOW.plusMillis(1);
        stores().lastCallbacks().proven(app.id(), CALLING, later);
        stores().lastCallbacks().proven(app.id(), CALLING, Samples.NOW);
        assertThat(stores().lastCallbacks().find(app.id(), CALLING))
                .isEqualTo(new LastCallback(Optional.of(later), Optional.empty(), Optional.empty()));

        stores().lastCallbacks().refused(app.id(), CALLING, later, "the second");
        stores().lastCallbacks().refused(app.id(), CALLING, Samples.NOW, "the first");
        assertThat(stores().lastCallbacks().find(app.id(), CALLING))
                .isEqualTo(new LastCallback(Optional.of(later), Optional.of(later), Optional.of("the second")));
    }

    @Test
    default void whatIsNotedOfOne_isNotedOfNoOther() {
        App app = anApp();
        stores().lastCallbacks().refused(app.id(), CALLING, Samples.NOW, "why");

        assertThat(stores().lastCallbacks().find(app.id(), new ProviderId("another"))).isEqualTo(LastCallback.NONE);
        assertThat(stores().lastCallbacks().find(anApp().id(), CALLING)).isEqualTo(LastCallback.NONE);
    }

    private App anApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app;
    }
}
