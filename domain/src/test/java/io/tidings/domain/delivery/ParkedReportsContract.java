package io.tidings.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.app.App;
import io.tidings.domain.provider.FaultKind;
import io.tidings.domain.provider.ProviderId;
import io.tidings.domain.provider.Report;
import io.tidings.domain.provider.ReportedStatus;
import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.testing.Stores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} holds of reports that no delivery knows yet. The stores are new and empty for each
 * test.
 */
public interface ParkedReportsContract {

    Stores stores();

    @Test
    default void parkedReports_areTakenOutOldestFirstAndOnce() {
        App app = storedApp();
        ParkedReport second = parked(app, ReportedStatus.SENT, Samples.NOW.plusMillis(1));
        ParkedReport first = parked(app, ReportedStatus.DELIVERED, Samples.NOW);
        ParkedReport third = parked(app, ReportedStatus.SEEN, Samples.NOW.plusMillis(2));
        stores().deliveries().park(second);
        stores().deliveries().park(first);
        stores().deliveries().park(third);
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1")))
                .containsExactly(first, second, third);
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1"))).isEmpty();
    }

    @Test
    default void parkedReport_waitsForItsAppItsProviderAndItsReferenceOnly() {
        App app = storedApp();
        ParkedReport report = parked(app, ReportedStatus.SENT, Samples.NOW);
        stores().deliveries().park(report);
        assertThat(stores().deliveries().unpark(storedApp().id(), ScriptedProvider.ID, Set.of("SM1"))).isEmpty();
        assertThat(stores().deliveries().unpark(app.id(), new ProviderId("other"), Set.of("SM1"))).isEmpty();
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("sm1"))).isEmpty();
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1"))).containsExactly(report);
    }

    @Test
    default void awkwardParkedReport_comesOutEqual() {
        App app = storedApp();
        var raw = new LinkedHashMap<String, String>();
        raw.put("z", Samples.AWKWARD_TEXT);
        raw.put(Samples.AWKWARD_TEXT, "");
        raw.put("a", "x".repeat(50_000));
        var report = new Report(Samples.AWKWARD_TEXT, ReportedStatus.FAILED, Samples.AWKWARD_TEXT,
                Optional.of(Samples.fault(FaultKind.UNKNOWN)), raw);
        var parked = new ParkedReport(app.id(), ScriptedProvider.ID, report, Samples.NOW);
        stores().deliveries().park(parked);
        var taken = stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of(Samples.AWKWARD_TEXT));
        assertThat(taken).containsExactly(parked);
        assertThat(taken.getFirst().report().raw().keySet()).containsExactlyElementsOf(raw.keySet());
    }

    @Test
    default void reportsParkedBeforeAMoment_areForgottenOldestFirstUpToTheLimit() {
        App app = storedApp();
        ParkedReport last = parked(app, ReportedStatus.DELIVERED, Samples.NOW.minusMillis(1));
        stores().deliveries().park(last);
        stores().deliveries().park(parked(app, ReportedStatus.SENT, Samples.NOW.minusMillis(2)));
        stores().deliveries().park(parked(app, ReportedStatus.SENT, Samples.NOW.minusMillis(3)));
        assertThat(stores().deliveries().forgetParked(Samples.NOW, 2)).isEqualTo(2);
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1"))).containsExactly(last);

        ParkedReport kept = parked(app, ReportedStatus.SEEN, Samples.NOW);
        stores().deliveries().park(kept);
        stores().deliveries().park(last);
        assertThat(stores().deliveries().forgetParked(Samples.NOW, 2)).isEqualTo(1);
        assertThat(stores().deliveries().forgetParked(Samples.NOW, 2)).isZero();
        assertThat(stores().deliveries().unpark(app.id(), ScriptedProvider.ID, Set.of("SM1"))).containsExactly(kept);
    }

    private App storedApp() {
        App app = Samples.app();
        stores().apps().add(app);
        return app;
    }

    private static ParkedReport parked(App app, ReportedStatus status, Instant at) {
        return new ParkedReport(app.id(), ScriptedProvider.ID, Samples.report("SM1", status), at);
    }
}
