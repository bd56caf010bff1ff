package id.kezbek.payouts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.PayoutProvider.Capabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When "never seen" proves that an order was not paid. */
class CapabilitiesTest {

    private static final Instant LEASE_UNTIL = Instant.parse("2026-11-22T05:00:00Z");
    private static final Capabilities USUAL =
            new Capabilities(true, true, Duration.ofSeconds(5), Duration.ofSeconds(10), 1, List.of());

    @Test
    void isProofOnlyAfterLeaseTimeOutAndVisibilityWindow() {
        assertThat(USUAL.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plusSeconds(14))).isFalse();
        assertThat(USUAL.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plusSeconds(15))).isTrue();
        assertThat(USUAL.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plus(Duration.ofDays(400))))
                .isTrue();
    }

    @Test
    void theProvidersOwnWindowLengthensTheWaitAndNeverShortensIt() {
        Capabilities longer = USUAL.withInquiryWindow(Duration.ofMinutes(10), Optional.empty());
        assertThat(longer.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plusSeconds(604)))
                .isFalse();
        assertThat(longer.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plusSeconds(605)))
                .isTrue();

        assertThat(USUAL.withInquiryWindow(Duration.ofSeconds(1), Optional.empty()))
                .isEqualTo(USUAL);
    }

    @Test
    void isNoProofAfterTheProviderForgets() {
        Capabilities forgets = USUAL.withInquiryWindow(Duration.ZERO, Optional.of(Duration.ofDays(60)));

        assertThat(forgets.isConclusive(LEASE_UNTIL, LEASE_UNTIL.plus(Duration.ofDays(60))))
                .isTrue();
        assertThat(forgets.isConclusive(
                        LEASE_UNTIL, LEASE_UNTIL.plus(Duration.ofDays(60)).plusSeconds(1)))
                .isFalse();
    }
}
