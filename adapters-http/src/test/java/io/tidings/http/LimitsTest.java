package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.http.Description.Operation;
import io.tidings.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that has asked too often is told so wherever it asks, before anything else of the request is looked at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private final RunningApi api = RunningApi.limited(1);

    @BeforeAll
    void askTooOften() {
        while (api.get(api.asApp("/v3/topics")).status() != 429) {
            assertThat(api.get(api.asApp("/v3/topics")).status()).isIn(200, 429);
        }
    }

    @AfterAll
    void close() {
        api.close();
    }

    static Stream<Operation> operationsOfApps() {
        return Witness.DESCRIPTION.operations().stream().filter(operation -> operation.node().path("security")
                .isMissingNode());
    }

    @ParameterizedTest
    @MethodSource("operationsOfApps")
    void everyOperationOfApps_isLimitedAndDescribesIt(Operation operation) {
        String path = operation.path().replaceAll("\\{identifier}", "someone")
                .replaceAll("\\{\\w+}", "0193a1f2-7c51-7b0c-8f1e-2f4d9c7a6e50");

        Answer answer = api.send(api.asApp(path).method(operation.method(), BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(Witness.DESCRIPTION.responses(operation)).containsKey("429");
        Witness.DESCRIPTION.responses(operation).get("429").get("headers").fieldNames()
                .forEachRemaining(header -> assertThat(answer.header(header)).as(header).isPresent());
        assertThat(Witness.DESCRIPTION.responses(operation).get("429").get("headers").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("Retry-After", "RateLimit", "RateLimit-Policy");
    }
}
