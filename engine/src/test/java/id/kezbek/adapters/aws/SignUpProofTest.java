package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignUpProofTest {

    /** The same values as in the function's own test and in docs/lambda.md. */
    @Test
    void matchesFunction() {
        SignUpProof proof = new SignUpProof("a key of thirty-two bytes, or so!".getBytes(StandardCharsets.UTF_8));
        SignUpProof.NewUser budi = new SignUpProof.NewUser(
                "ap-southeast-3_Kezbek123", "3f0e8f7a-budi", "budi@lajada.example", "OFFICER", "LAJADA");

        assertThat(proof.metadata(budi, Instant.ofEpochSecond(1795402800)))
                .isEqualTo(Map.of(
                        "cezbek_at", "1795402800", "cezbek_proof", "6_FI5HOnsiUtRyfQ14j99BwHXl2l9XPtMVCierw0UbE"));
        assertThat(budi + " " + proof).doesNotContain("budi@", "LAJADA");
    }

    @Test
    void refusesAKeyThatCanBeGuessed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SignUpProof(new byte[31]));
    }
}
