package io.tidings.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.domain.testing.Samples;
import io.tidings.domain.testing.Together;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChannelProvider} holds of callbacks: only what is proven to come from the service is believed, and
 * nothing makes it throw.
 */
public interface ProviderCallbackContract {

    /** The same within one test. */
    ChannelProvider provider();

    /** Settings that are right. */
    ProviderSettings settings();

    /** What the service with these settings sends when it reports on that message. */
    CallbackRequest callback(String reference);

    @Test
    default void provenCallback_isRead() {
        for (String reference : List.of("SM0123456789abcdef0123456789abcdef", "SM0123456789abcdef0123456789abcdee")) {
            assertThat(provider().readCallback(callback(reference), settings()))
                    .isInstanceOfSatisfying(CallbackOutcome.Reports.class, read -> assertThat(read.reports())
                            .extracting(Report::reference).containsOnly(reference));
        }
    }

    @Test
    default void doubledCallback_isReadTheSame() {
        CallbackRequest callback = callback("SM0123456789abcdef0123456789abcdef");
        CallbackOutcome once = provider().readCallback(callback, settings());
        assertThat(Together.call(4, () -> provider().readCallback(callback, settings()))).containsOnly(once);
    }

    @Test
    default void callbackWithoutItsHeaders_isForged() {
        CallbackRequest proven = callback("SM0123456789abcdef0123456789abcdef");
        assertForged(new CallbackRequest(proven.method(), proven.url(), Map.of(), proven.body()), settings());
    }

    @Test
    default void callbackWithGarbledHeaders_isForged() {
        CallbackRequest proven = callback("SM0123456789abcdef0123456789abcdef");
        for (String garbage : List.of("", " ", "\u0000", Samples.AWKWARD_TEXT, "x".repeat(100_000))) {
            var headers = new HashMap<String, List<String>>();
            proven.headers().keySet().forEach(name -> headers.put(name, List.of(garbage)));
            assertForged(new CallbackRequest(proven.method(), proven.url(), headers, proven.body()), settings());
            headers.replaceAll((name, values) -> List.of());
            assertForged(new CallbackRequest(proven.method(), proven.url(), headers, proven.body()), settings());
        }
    }

    @Test
    default void callbackOfAnotherAccount_isForged() {
        var others = new HashMap<String, String>();
        settings().reveal().forEach((key, value) -> others.put(key, altered(value)));
        assertForged(callback("SM0123456789abcdef0123456789abcdef"), ProviderSettings.of(others));
    }

    @Test
    default void callbackThatNoSecretCanProve_isForged() {
        var open = new HashMap<>(settings().reveal());
        open.keySet().removeIf(key -> provider().descriptor().setting(key).filter(SettingField::secret).isPresent());
        CallbackRequest proven = callback("SM0123456789abcdef0123456789abcdef");
        var bare = new CallbackRequest(proven.method(), proven.url(), Map.of(), proven.body());
        for (ProviderSettings settings : List.of(ProviderSettings.of(open), ProviderSettings.NONE)) {
            assertForged(proven, settings);
            assertForged(bare, settings);
        }
    }

    @Test
    default void garbageWithoutProof_isForged() {
        for (byte[] body : garbage()) {
            for (URI url : urls()) {
                for (Map<String, List<String>> headers : headers()) {
                    for (String method : List.of("POST", "GET", "")) {
                        assertForged(new CallbackRequest(method, url, headers, body), settings());
                    }
                }
            }
        }
    }

    @Test
    default void garbageWithTheHeadersOfAProvenCallback_throwsNothing() {
        CallbackRequest proven = callback("SM0123456789abcdef0123456789abcdef");
        for (byte[] body : garbage()) {
            assertThat(provider().readCallback(new CallbackRequest(proven.method(), proven.url(), proven.headers(),
                    body), settings())).isNotNull();
        }
        for (URI url : urls()) {
            assertThat(provider().readCallback(new CallbackRequest(proven.method(), url, proven.headers(),
                    proven.body()), settings())).isNotNull();
        }
        for (Map<String, List<String>> headers : headers()) {
            var both = new HashMap<>(proven.headers());
            both.keySet().removeIf("Content-Type"::equalsIgnoreCase);
            both.putAll(headers);
            assertThat(provider().readCallback(new CallbackRequest(proven.method(), proven.url(), both, proven.body()),
                    settings())).isNotNull();
        }
    }

    private void assertForged(CallbackRequest request, ProviderSettings settings) {
        CallbackOutcome outcome = provider().readCallback(request, settings);
        assertThat(outcome).isInstanceOfSatisfying(CallbackOutcome.Forged.class,
                forged -> assertThat(forged.why()).isNotBlank());
        assertThat(outcome.toString()).doesNotContain(secrets());
    }

    private List<String> secrets() {
        return provider().descriptor().settings().stream().filter(SettingField::secret)
                .flatMap(field -> settings().get(field.key()).stream()).toList();
    }

    /** The same with its last letter changed, so that it is mostly still well-formed. */
    private static String altered(String value) {
        char last = value.charAt(value.length() - 1);
        return value.substring(0, value.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static List<byte[]> garbage() {
        byte[] random = new byte[100_000];
        new Random(7).nextBytes(random);
        return List.of(new byte[0], new byte[]{0}, new byte[]{(byte) 0xff, (byte) 0xfe}, random,
                bytes(Samples.AWKWARD_TEXT), bytes("%"), bytes("%zz=%&%=%ff&&&==&=x"), bytes("="), bytes("a"),
                bytes("MessageSid=&MessageStatus="), bytes("MessageSid=SM1&MessageSid=SM2&MessageStatus=\u0000"),
                bytes("a=b&".repeat(50_000)), bytes("x".repeat(2_000_000)), bytes("{"), bytes("[".repeat(100_000)),
                bytes("null"), bytes("{\"status\":7}"), bytes("\ud83d\ude00=\ud83d\ude00"));
    }

    private static List<URI> urls() {
        return List.of(URI.create("https://example.com"), URI.create("https://example.com/?"),
                URI.create("https://example.com/a?%00=%ff&&=&a=b&a=c"), URI.create("/relative?only=path"),
                URI.create("https://example.com/?q=" + "x".repeat(20_000)), URI.create("mailto:ann@example.com"),
                URI.create(""));
    }

    private static List<Map<String, List<String>>> headers() {
        return List.of(Map.of(),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                Map.of("content-type", List.of("application/json; charset=nonsense")),
                Map.of("CONTENT-TYPE", List.of("")),
                Map.of("Content-Type", List.of(";;;=\u0000" + Samples.AWKWARD_TEXT)),
                Map.of("Content-Type", List.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
