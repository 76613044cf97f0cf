package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.TreeSet;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Nothing is described that the server was not seen to do. It comes after all other tests of this module, whose
 * requests the {@link Witness} has seen; {@code junit-platform.properties} lets {@link ClassOrderer.OrderAnnotation}
 * see to that.
 */
@Order(Integer.MAX_VALUE)
class EveryAnswerSeenTest {

    @Test
    void everyDescribedAnswer_wasSeen() {
        assumeTrue(System.getProperty("test") == null && !Witness.seen().isEmpty(), "only some of the tests have run");
        var unseen = new TreeSet<String>();
        Witness.DESCRIPTION.operations().forEach(operation -> Witness.DESCRIPTION.responses(operation).keySet().stream()
                .filter(status -> !status.equals("default"))
                .forEach(status -> unseen.add(Witness.named(operation, status))));
        unseen.removeAll(Witness.seen());

        assertThat(unseen).as("described, but no test of this module has seen it").isEmpty();
    }
}
