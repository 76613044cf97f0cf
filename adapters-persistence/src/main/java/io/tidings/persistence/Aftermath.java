package io.tidings.persistence;

import io.tidings.domain.provider.ProviderInstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows when the units of one commit are durable, and not when they are undone. For the one thread of a writer.
 */
final class Aftermath {

    private final List<Runnable> ofUnit = new ArrayList<>();
    private final List<Runnable> ofCommit = new ArrayList<>();
    private final Map<ProviderInstanceId, Long> earliest = new HashMap<>();

    /** @param work is short and throws nothing */
    void add(Runnable work) {
        ofUnit.add(work);
    }

    /** Others are told that something has become due in the lane. */
    void announce(ProviderInstanceId lane, long due) {
        add(() -> earliest.merge(lane, due, Math::min));
    }

    void unitEnded() {
        ofCommit.addAll(ofUnit);
        ofUnit.clear();
    }

    void unitUndone() {
        ofUnit.clear();
    }

    /** The transaction was undone. */
    void clear() {
        ofUnit.clear();
        ofCommit.clear();
    }

    /** The transaction is durable. @return what others are to be told */
    Optional<WorkHint> follow() {
        ofCommit.forEach(Runnable::run);
        ofCommit.clear();
        if (earliest.isEmpty()) {
            return Optional.empty();
        }
        var hint = new WorkHint(Map.copyOf(earliest));
        earliest.clear();
        return Optional.of(hint);
    }
}
