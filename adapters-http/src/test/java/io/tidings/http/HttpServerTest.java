package io.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.health.HealthCheck;
import io.tidings.domain.testing.InMemoryStores;
import io.tidings.domain.testing.ScriptedProvider;
import io.tidings.domain.tx.StoreUnavailable;
import io.tidings.http.RunningApi.Answer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {

    @Test
    void close_letsRequestsUnderWayEnd() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var api = running(check(() -> {
            asked.countDown();
            await(release);
            return Optional.empty();
        }))) {
            CompletableFuture<Answer> slow = CompletableFuture
                    .supplyAsync(() -> api.get(api.asNobody("/health/ready")));
            await(asked);
            int port = api.server.port();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(api.server::close);
            awaitRefusal(port);

            assertThat(closing).isNotDone();
            release.countDown();

            assertThat(slow.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void close_doesNotWaitForEver() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var api = running(Duration.ofMillis(200), check(() -> {
            asked.countDown();
            await(never);
            return Optional.empty();
        }))) {
            CompletableFuture<Answer> slow = CompletableFuture
                    .supplyAsync(() -> api.get(api.asNobody("/health/ready")));
            await(asked);

            api.server.close();

            assertThat(slow).failsWithin(Duration.ofSeconds(10));
            never.countDown();
        }
    }

    @Test
    void takenPort_isToldInPlainWords() {
        try (var api = running()) {
            var second = new HttpServer(new HttpSettings("127.0.0.1", api.server.port(), Duration.ofSeconds(1), true),
                    api.useCases);

            assertThatThrownBy(second::start).hasMessageContaining("Port already in use");
            second.close();
        }
    }

    @Test
    void readiness_namesWhatDoesNotWork() {
        try (var api = running(check(Optional::empty), check(() -> Optional.of("it is full")))) {
            Answer answer = api.get(api.asNobody("/health/ready"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"ready\":false,\"checks\":[{\"name\":\"sample\",\"problem\":null},"
                    + "{\"name\":\"sample\",\"problem\":\"it is full\"}]}");
            assertThat(api.get(api.asNobody("/health/live")).status()).isEqualTo(200);
        }
    }

    @Test
    void unavailableStore_asksToTryAgain() {
        try (var api = running(check(() -> {
            throw new StoreUnavailable("disk full", new IOException("secret path"));
        }))) {
            Answer answer = api.get(api.asNobody("/health/ready"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("1");
            assertThat(answer.json().get("message").asText()).contains("Try again soon").doesNotContain("secret");
        }
    }

    @Test
    void faultOfOurOwn_isNumberedAndNotExplained() {
        for (Supplier<Optional<String>> fault : List.<Supplier<Optional<String>>>of(() -> {
            throw new IllegalStateException("secret");
        }, () -> {
            throw new StackOverflowError("secret");
        })) {
            try (var api = running(check(fault))) {
                Answer answer = api.get(api.asNobody("/health/ready"));

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.json().get("message").asText()).contains("Something went wrong on our side")
                        .containsPattern("[0-9a-f]{8}-[0-9a-f]{4}").doesNotContain("secret");
            }
        }
    }

    @Test
    void settingsOutOfBounds_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpSettings(" ", 1, Duration.ofSeconds(1), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpSettings("a", 65_536, Duration.ofSeconds(1), true));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpSettings("a", 1, Duration.ZERO, true));
    }

    private static RunningApi running(HealthCheck... checks) {
        return running(Duration.ofSeconds(5), checks);
    }

    private static RunningApi running(Duration stopWithin, HealthCheck... checks) {
        return new RunningApi(new ScriptedProvider(), Optional.empty(), new InMemoryStores(), List.of(checks),
                stopWithin);
    }

    private static HealthCheck check(Supplier<Optional<String>> problem) {
        return new HealthCheck() {
            @Override
            public String name() {
                return "sample";
            }

            @Override
            public Optional<String> problem() {
                return problem.get();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when nobody listens on the port any more. */
    private static void awaitRefusal(int port) {
        while (true) {
            try {
                new Socket("127.0.0.1", port).close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
