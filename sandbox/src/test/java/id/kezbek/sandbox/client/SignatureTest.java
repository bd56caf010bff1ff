package id.kezbek.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

    /**
     * Created with another program: {@code printf 'POST:KOPI:1767225600:KEY-1' | openssl dgst -sha256 -hmac s3cret}.
     */
    private static final String BY_ANOTHER_PROGRAM = "21fee1a29561d0b33fe3820a5b39f3d864d2f0ef2683df698a5551cb85f8bec5";

    @Test
    void agreesWithAnotherProgram() {
        assertThat(Signature.of(new Credentials("KOPI", "KEY-1", "s3cret"), "POST", 1_767_225_600L))
                .isEqualTo(BY_ANOTHER_PROGRAM);
    }

    @Test
    void signsCodeMethodAndKeyInUpperCaseButUsesTheSecretAsItIs() {
        assertThat(Signature.of(new Credentials("kopi", "key-1", "s3cret"), "post", 1_767_225_600L))
                .isEqualTo(BY_ANOTHER_PROGRAM);
        assertThat(Signature.of(new Credentials("kopi", "key-1", "S3CRET"), "post", 1_767_225_600L))
                .isNotEqualTo(BY_ANOTHER_PROGRAM);
    }

    @Test
    void credentialsKeepTheirSecretsToThemselves() {
        assertThat(new Credentials("KOPI", "KEY-1", "s3cret").toString())
                .doesNotContain("KEY-1")
                .doesNotContain("s3cret");
    }
}
