package io.tidings.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.domain.app.SecretDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretTest {

    @Test
    void secret_isNeverPrinted() {
        Secret secret = Secret.of("s3cret");
        assertThat("" + secret + List.of(secret)).doesNotContain("s3cret").contains(Secret.MASK);
        assertThat(secret.reveal()).isEqualTo("s3cret");
    }

    @Test
    void equality_isThatOfTheText() {
        assertThat(Secret.of("s3cret")).isEqualTo(Secret.of("s3cret")).hasSameHashCodeAs(Secret.of("s3cret"))
                .isNotEqualTo(Secret.of("s3cre")).isNotEqualTo(Secret.of("S3cret"));
    }

    @Test
    void hashCode_tellsNothing() {
        assertThat(Secret.of("one")).hasSameHashCodeAs(Secret.of("another"));
    }

    @Test
    void noSecret_isRefused() {
        assertThatThrownBy(() -> Secret.of(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digest_isThatOfSha256AndMatchesItsSecretOnly() {
        SecretDigest digest = SecretDigest.of(Secret.of("abc"));
        assertThat(digest.hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(digest.matches(Secret.of("abc"))).isTrue();
        assertThat(digest.matches(Secret.of("abd"))).isFalse();
        assertThat(digest).hasToString(Secret.MASK);
    }
}
