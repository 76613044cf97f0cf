package io.tidings.application;

import io.tidings.domain.provider.ProviderInstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The places in lanes that one request holds while it is accepted. They are taken within a unit of work, which may be
 * undone: who asked for it gives back what nothing has come of.
 */
final class Places {

    private final Lanes lanes;
    private final List<ProviderInstance> held = new ArrayList<>();
    private boolean givenBack;

    Places(Lanes lanes) {
        this.lanes = lanes;
    }

    /** @return whether they were taken; otherwise what wanted them waits its turn */
    boolean take(ProviderInstance instance, int wanted) {
        boolean taken = lanes.takePlaces(instance, wanted);
        if (taken) {
            held.addAll(Collections.nCopies(wanted, instance));
        }
        return taken;
    }

    /** What holds them from now on gives them back. */
    void handOver() {
        held.clear();
    }

    /** Those in one lane. */
    void giveBack(ProviderInstance instance) {
        held.removeIf(place -> {
            boolean itsOwn = place.id().equals(instance.id());
            if (itsOwn) {
                lanes.released(place);
                givenBack = true;
            }
            return itsOwn;
        });
    }

    /** All. */
    void giveBack() {
        List.copyOf(held).forEach(this::giveBack);
    }

    /** Whether any was taken in vain. Somebody else may have found the lane full meanwhile. */
    boolean givenBack() {
        return givenBack;
    }
}
