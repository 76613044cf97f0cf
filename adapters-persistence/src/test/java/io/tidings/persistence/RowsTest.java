package io.tidings.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.testing.Samples;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are written together come to the same, whichever way they get to the database. */
final class RowsTest {

    private static final String TABLE = "api_key_use";

    @TempDir
    private Path directory;

    private Opened opened;

    enum Kind {
        SQLITE(Opened::in),
        POSTGRESQL(directory -> PostgresServer.open(PostgresServer.newSchema(), directory));

        private final Function<Path, Opened> open;

        Kind(Function<Path, Opened> open) {
            this.open = open;
        }
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @ParameterizedTest
    @EnumSource
    void rows_areInsertedChangedAndRemovedEachByItself(Kind kind) {
        open(kind);
        assertThat(written(handle -> keys("a", 1, Samples.AWKWARD_TEXT, 2, "c", 3)
                .insert(handle, TABLE, "ON CONFLICT (api_key) DO NOTHING"))).isEqualTo(3);
        assertThat(written(handle -> keys("c", 30, "d", 4)
                .insert(handle, TABLE, "ON CONFLICT (api_key) DO NOTHING"))).isEqualTo(1);
        assertThat(stored()).isEqualTo(Map.of("a", 1L, Samples.AWKWARD_TEXT, 2L, "c", 3L, "d", 4L));

        assertThat(changed(handle -> keys("a", 10, "none", 20, "c", 30).update(handle, TABLE,
                "used_at = <new>used_at", TABLE + ".api_key = <new>api_key"))).isEqualTo(BitSet.valueOf(new long[]{5}));
        assertThat(stored()).isEqualTo(Map.of("a", 10L, Samples.AWKWARD_TEXT, 2L, "c", 30L, "d", 4L));

        assertThat(written(handle -> keys("a", 10, "c", 3, Samples.AWKWARD_TEXT, 2).delete(handle, TABLE)))
                .as("one has another value").isEqualTo(2);
        assertThat(written(handle -> keys("c", 30, "d", 4).delete(handle, TABLE, "AND api_key_use.used_at > 4")))
                .isEqualTo(1);
        assertThat(stored()).isEqualTo(Map.of("d", 4L));
    }

    @ParameterizedTest
    @EnumSource
    void noRows_changeNothing(Kind kind) {
        open(kind);
        written(handle -> keys("a", 1).insert(handle, TABLE, ""));
        assertThat(written(handle -> new Rows().insert(handle, TABLE, ""))).isZero();
        assertThat(changed(handle -> new Rows().update(handle, TABLE, "used_at = 2", "true")).isEmpty()).isTrue();
        assertThat(written(handle -> new Rows().delete(handle, TABLE))).isZero();
        assertThat(stored()).isEqualTo(Map.of("a", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithDifferentColumns_areRefused(Kind kind) {
        open(kind);
        assertThatThrownBy(() -> written(handle -> keys("a", 1).text("api_key", "b").insert(handle, TABLE, "")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("columns");
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreRefused_leaveNothingToThoseAfterThem(Kind kind) {
        open(kind);
        assertThatThrownBy(() -> written(handle -> keys("a", 1, "a", 2).insert(handle, TABLE, "")))
                .isInstanceOf(JdbiException.class);
        assertThat(written(handle -> keys("b", 3).insert(handle, TABLE, ""))).isEqualTo(1);
        assertThat(stored()).isEqualTo(Map.of("b", 3L));
    }

    @ParameterizedTest
    @EnumSource
    void columnThatTheRowsLack_isNamed(Kind kind) {
        open(kind);
        assertThatThrownBy(() -> changed(handle -> keys("a", 1).update(handle, TABLE, "used_at = <new>seen_at",
                TABLE + ".api_key = <new>api_key"))).isInstanceOf(RuntimeException.class)
                .hasMessageContaining("seen_at");
    }

    private void open(Kind kind) {
        opened = kind.open.apply(directory);
    }

    private int written(ToIntFunction<Handle> work) {
        return opened.persistence().database().write(work::applyAsInt);
    }

    private BitSet changed(Function<Handle, BitSet> work) {
        return opened.persistence().database().write(work);
    }

    private static Rows keys(Object... keysAndMoments) {
        var rows = new Rows();
        List<Object> all = List.of(keysAndMoments);
        for (int i = 0; i < all.size(); i += 2) {
            rows.text("api_key", (String) all.get(i)).number("used_at", (Integer) all.get(i + 1));
        }
        return rows;
    }

    private Map<String, Long> stored() {
        return opened.persistence().database().ask(handle -> handle.createQuery("SELECT * FROM " + TABLE)
                .map((row, context) -> Map.entry(row.getString("api_key"), row.getLong("used_at")))
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
