package io.tidings.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The laws of the customer service window. */
final class ServiceWindowTest {

    private static final long DAY = Duration.ofHours(24).toMillis();

    @Property
    void messageOfThePerson_opensItForADayAndNotLonger(@ForAll @LongRange(min = 0, max = 3 * 86_400_000L) long since,
            @ForAll @LongRange(min = 0, max = 86_400_000L) long listening) {
        ServiceWindow window = ServiceWindow.at(after(since), Optional.of(Samples.NOW),
                Optional.of(Samples.NOW.minusMillis(listening)));

        assertThat(window).isEqualTo(since < DAY ? ServiceWindow.OPEN : ServiceWindow.CLOSED);
    }

    @Property
    void silence_meansNothingUntilWeHaveListenedForADay(
            @ForAll @LongRange(min = 0, max = 3 * 86_400_000L) long listening) {
        ServiceWindow window = ServiceWindow.at(after(listening), Optional.empty(), Optional.of(Samples.NOW));

        assertThat(window).isEqualTo(listening < DAY ? ServiceWindow.UNKNOWN : ServiceWindow.CLOSED);
    }

    @Property
    void senderThatNobodyEverWroteTo_isNeverKnownToBeClosed(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long now) {
        assertThat(ServiceWindow.at(Instant.ofEpochMilli(now), Optional.empty(), Optional.empty()))
                .isEqualTo(ServiceWindow.UNKNOWN);
    }

    @Property
    void closedWindow_staysClosedUntilThePersonWrites(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 0, max = 200_000_000L) Long> moments) {
        List<Long> sorted = moments.stream().sorted().toList();
        var windows = sorted.stream().map(at -> ServiceWindow.at(after(at), Optional.of(Samples.NOW),
                Optional.of(Samples.NOW))).toList();

        assertThat(windows).isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Property
    void forgottenMessageThatIsADayOld_changesNothing(
            @ForAll @LongRange(min = 86_400_000L, max = 3 * 86_400_000L) long age,
            @ForAll @LongRange(min = 0, max = 86_400_000L) long listening) {
        Optional<Instant> since = Optional.of(Samples.NOW.minusMillis(listening));

        assertThat(ServiceWindow.at(after(age), Optional.empty(), since))
                .isEqualTo(ServiceWindow.at(after(age), Optional.of(Samples.NOW), since));
    }

    private static Instant after(long millis) {
        return Samples.NOW.plusMillis(millis);
    }
}
