package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
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

    /** It takes a process that is stopping, or a caller of great patience. */
    private static final Set<ErrorCode> RARE = EnumSet.of(ErrorCode.STOPPING, ErrorCode.BODY_TIMEOUT);

    @BeforeEach
    void allTestsHaveRun() {
        assumeTrue(System.getProperty("test") == null && !Witness.seen().isEmpty(), "only some of the tests have run");
    }

    @Test
    void everyCode_wasSeen() {
        var unseen = EnumSet.complementOf(EnumSet.copyOf(RARE));
        unseen.removeAll(Witness.codes());

        assertThat(unseen).as("explained, but no test of this module has seen it").isEmpty();
    }

    @Test
    void everyDescribedAnswer_wasSeen() {
        var unseen = new TreeSet<String>();
        Witness.DESCRIPTION.operations().forEach(operation -> Witness.DESCRIPTION.responses(operation).keySet().stream()
                .filter(status -> !status.equals("default"))
                .forEach(status -> unseen.add(Witness.named(operation, status))));
        unseen.removeAll(Witness.seen());

        assertThat(unseen).as("described, but no test of this module has seen it").isEmpty();
    }
}
