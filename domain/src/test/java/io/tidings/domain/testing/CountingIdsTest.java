package io.tidings.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.IdSource;
import io.tidings.domain.IdSourceContract;
import org.junit.jupiter.api.Test;

final class CountingIdsTest implements IdSourceContract {

    private final CountingIds ids = new CountingIds();

    @Override
    public IdSource ids() {
        return ids;
    }

    @Test
    void everySource_countsTheSame() {
        assertThat(new CountingIds().next()).isEqualTo(new CountingIds().next())
                .hasToString("01a207d9-217b-7000-8000-000000000001");
    }

    @Test
    void identifiers_grow() {
        assertThat(ids.next().toString()).isLessThan(ids.next().toString());
    }
}
