package id.kezbek.payouts.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.outcome.Finding.Proof;
import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {

    @ParameterizedTest
    @CsvSource({
        "REFUSED,     UNSPECIFIED,    true,  true",
        "REFUSED,     DESTINATION,    true,  true",
        "SAID_FAILED, CUSTOMER_LIMIT, true,  true",
        "REFUSED,     FLOAT_SHORT,    false, false",
        "SAID_FAILED, FLOAT_SHORT,    false, false",
        "SAID_FAILED, TEMPORARY,      true,  false",
        "REFUSED,     CONFIGURATION,  true,  false",
        "NEVER_LEFT,  UNSPECIFIED,    false, false",
        "NEVER_SEEN,  UNSPECIFIED,    false, false",
        "DECIDED,     UNSPECIFIED,    true,  true"
    })
    void countsOnlyRefusalsOfThePayoutItself(Proof proof, RefusalKind kind, boolean reached, boolean counts) {
        Finding.NotPaid notPaid = new Finding.NotPaid("TEST", proof, kind, Duration.ZERO);

        assertThat(notPaid.reached()).isEqualTo(reached);
        assertThat(notPaid.countsAsRejection()).isEqualTo(counts);
    }
}
