package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final AtomicLong now = new AtomicLong();
    private final Recent<String, Integer> recent = new Recent<>(now::get);
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void asksOnceForWhatThereIs() {
        assertThat(ask()).hasValue(1);
        assertThat(ask()).hasValue(1);
    }

    @Test
    void asksAgainWhenSomethingHasChanged() {
        ask();
        recent.forget();

        assertThat(ask()).hasValue(2);
    }

    @Test
    void asksAgainWhenTheAnswerIsOld() {
        ask();
        now.addAndGet(Recent.FRESH.toNanos() - 1);
        assertThat(ask()).hasValue(1);
        now.incrementAndGet();

        assertThat(ask()).hasValue(2);
    }

    @Test
    void asksAgainForWhatThereWasNot() {
        recent.find("key", Optional::empty);

        assertThat(ask()).hasValue(1);
    }

    @Test
    void keepsNoAnswerThatIsOlderThanAChange() {
        recent.find("key", () -> {
            Optional<Integer> before = Optional.of(questions.incrementAndGet());
            recent.forget();
            return before;
        });

        assertThat(ask()).hasValue(2);
    }

    private Optional<Integer> ask() {
        return recent.find("key", () -> Optional.of(questions.incrementAndGet()));
    }
}
