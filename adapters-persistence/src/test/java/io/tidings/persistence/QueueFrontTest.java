package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.persistence.QueueFront.Look;
import org.junit.jupiter.api.Test;

/** Short where the beginning is full of what is dead, and nothing that comes in is ever behind a short look. */
final class QueueFrontTest {

    private static final long BEGINNING = Long.MIN_VALUE;
    private static final long COST = 100;

    private final QueueFront front = new QueueFront();
    private long now = 1_000_000;

    @Test
    void look_isFromTheBeginningWhereThatCostsNothing() {
        for (int i = 0; i < 10; i++) {
            Look look = look(0);
            assertThat(look.whole()).isTrue();
            assertThat(look.from()).isEqualTo(BEGINNING);
            now += QueueFront.LAG;
        }
    }

    @Test
    void look_restsForManyTimesWhatOneFromTheBeginningCost() {
        look(COST);
        now += QueueFront.REST * COST - 1;
        assertThat(look(0).whole()).isFalse();
        now += 1;
        assertThat(look(0).whole()).isTrue();
    }

    @Test
    void rest_isBounded() {
        look(10 * QueueFront.LONGEST_REST);
        now += QueueFront.LONGEST_REST;
        assertThat(look(0).whole()).isTrue();
    }

    @Test
    void shortLook_beginsBehindNothingThatCameInWithinTheLag() {
        look(QueueFront.LONGEST_REST / QueueFront.REST);
        long end = now + QueueFront.LONGEST_REST;
        for (boolean settled = false; now < end - QueueFront.LAG; now += 100) {
            Look look = look(0);
            assertThat(look.from()).isLessThanOrEqualTo(now - QueueFront.LAG);
            settled |= look.from() > BEGINNING;
            assertThat(settled).isEqualTo(look.from() > BEGINNING);
        }
        assertThat(look(0).from()).isGreaterThan(now - 3 * QueueFront.LAG);
    }

    @Test
    void clockThatWasSetBack_isBelievedAfresh() {
        look(COST);
        now += 2 * QueueFront.LAG;
        look(COST);
        now -= 3_600_000;
        assertThat(look(0).whole()).isTrue();
        assertThat(look(COST).whole()).isTrue();
        assertThat(look(0).from()).isLessThanOrEqualTo(now);
    }

    @Test
    void whatIsExpected_isMissedByNoLookFromThenOn() {
        settle();
        long due = now - 60_000;
        Look early = front.look(now);
        front.expect(due);
        now += 1;
        front.reached(early, now, now);
        for (long end = now + 5 * QueueFront.LAG; now < end; now += 100) {
            Look look = front.look(now);
            assertThat(look.from()).isLessThanOrEqualTo(due);
            front.reached(look, due, now);
        }
        assertThat(look(0).from()).as("until one has taken it").isEqualTo(due);
    }

    @Test
    void frontGoesOn_whenWhatWasExpectedIsTaken() {
        settle();
        front.expect(now - 60_000);
        for (int i = 0; i < 4; i++) {
            now += QueueFront.LAG;
            look(0);
        }
        assertThat(look(0).from()).isGreaterThanOrEqualTo(now - 3 * QueueFront.LAG);
    }

    @Test
    void frontThatKeepsUp_isHeldUpByNothingThatComesIn() {
        settle();
        for (long end = now + 5 * QueueFront.LAG; now < end; now += 10) {
            Look look = front.look(now);
            front.expect(now);
            front.reached(look, now, now);
        }
        assertThat(look(0).from()).isGreaterThan(now - 3 * QueueFront.LAG);
    }

    @Test
    void forgetfulFront_looksFromTheBeginning() {
        settle();
        front.forget();
        Look look = front.look(now);
        assertThat(look.from()).isEqualTo(BEGINNING);
        assertThat(look.whole()).isTrue();
    }

    /** A look from the beginning has taken long, so that short ones follow for a while. */
    private void settle() {
        look(QueueFront.LONGEST_REST / QueueFront.REST);
        for (int i = 0; i < 3; i++) {
            now += QueueFront.LAG;
            look(0);
        }
        assertThat(front.look(now).from()).isGreaterThan(BEGINNING);
    }

    /** One that takes so long and sees nothing that is due before it began. */
    private Look look(long cost) {
        Look look = front.look(now);
        long begun = now;
        now += cost;
        front.ended(look, now);
        front.reached(look, begun, now);
        return look;
    }
}
