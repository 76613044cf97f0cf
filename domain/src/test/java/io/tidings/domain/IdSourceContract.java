package io.tidings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link IdSource} holds that draws identifiers of version 7. */
public interface IdSourceContract {

    IdSource ids();

    @Test
    default void identifiers_areOfVersion7AndOfTheStandardVariant() {
        for (UUID id : some(ids(), 100)) {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    default void identifiers_sortByTheTimeOfTheirMaking() {
        assertThat(some(ids(), 10_000)).extracting(id -> id.getMostSignificantBits() >>> 16).isSorted();
    }

    @Test
    default void identifiers_areNeverGivenTwice() {
        IdSource ids = ids();
        List<UUID> all = Together.call(8, () -> some(ids, 5_000)).stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates();
    }

    private static List<UUID> some(IdSource ids, int count) {
        var some = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            some.add(ids.next());
        }
        return some;
    }
}
