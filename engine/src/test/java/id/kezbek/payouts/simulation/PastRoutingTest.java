package id.kezbek.payouts.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Verdict;
import id.kezbek.payouts.simulation.PastPayments.Payment;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The provider of a past payment, chosen again with another fee of one provider. */
class PastRoutingTest {

    private static final Quote CHOSEN = new Quote("XENIT", Money.rupiah(450), Verdict.CHOSEN);

    @Test
    void unchangedFeeGivesThePaidFee() {
        Quote dearer = new Quote("MTRANS", Money.rupiah(650), Verdict.DEARER);
        assertThat(fee(proposed("XENIT", 450), CHOSEN, dearer)).hasValue(Money.rupiah(450));
        assertThat(fee(proposed("MTRANS", 650), CHOSEN, dearer)).hasValue(Money.rupiah(450));
    }

    @Test
    void payoutMovesToTheProviderThatIsCheaperThen() {
        Quote dearer = new Quote("MTRANS", Money.rupiah(650), Verdict.DEARER);
        assertThat(fee(proposed("MTRANS", 300), CHOSEN, dearer)).hasValue(Money.rupiah(300));
        assertThat(fee(proposed("XENIT", 900), CHOSEN, dearer)).hasValue(Money.rupiah(650));
        assertThat(fee(proposed("NEW", 100), CHOSEN, dearer)).hasValue(Money.rupiah(100));
    }

    @Test
    void providerThatWasNotAvailableStaysSo() {
        for (Verdict verdict :
                List.of(Verdict.PAUSED, Verdict.BREAKER_OPEN, Verdict.FLOAT_SHORT, Verdict.SAME_AMOUNT_UNRESOLVED)) {
            Quote absent = new Quote("MTRANS", Money.rupiah(300), verdict);
            assertThat(fee(proposed("MTRANS", 100), CHOSEN, absent))
                    .as("%s", verdict)
                    .hasValue(Money.rupiah(450));
            assertThat(fee(proposed("XENIT", 900), CHOSEN, absent))
                    .as("%s", verdict)
                    .hasValue(Money.rupiah(900));
        }
        Quote failed = new Quote("MTRANS", Money.rupiah(300), Verdict.FAILED_BEFORE);
        assertThat(fee(proposed("MTRANS", 100), CHOSEN, failed)).hasValue(Money.rupiah(450));
        assertThat(new PastRouting(proposed("MTRANS", 100), false).fee(payment(CHOSEN)))
                .as("without an address")
                .hasValue(Money.rupiah(450));
    }

    @Test
    void proposedLimitsDecide() {
        Quote limited = new Quote("MTRANS", Money.rupiah(300), Verdict.ABOVE_MAXIMUM);
        Quote disabled = new Quote("MTRANS", Money.rupiah(300), Verdict.DISABLED);
        assertThat(fee(proposed("MTRANS", 300), CHOSEN, limited)).hasValue(Money.rupiah(300));
        assertThat(fee(proposed("MTRANS", 300), CHOSEN, disabled)).hasValue(Money.rupiah(300));
        Tariff lower = new Tariff("XENIT", "W", Money.rupiah(450), Money.rupiah(1), Money.rupiah(9_999), false, true);
        assertThat(fee(lower, CHOSEN, limited)).as("no provider is left").isEmpty();
        Tariff off = new Tariff("XENIT", "W", Money.rupiah(450), Money.rupiah(1), Money.rupiah(99_999), false, false);
        assertThat(fee(off, CHOSEN)).isEmpty();
    }

    private static Optional<Money> fee(Tariff proposed, Quote... quotes) {
        return new PastRouting(proposed, true).fee(payment(quotes));
    }

    private static Payment payment(Quote... quotes) {
        return new Payment(Money.rupiah(10_000), Money.rupiah(450), Quote.json(List.of(quotes)));
    }

    private static Tariff proposed(String provider, long fee) {
        return new Tariff(provider, "W", Money.rupiah(fee), Money.rupiah(1), Money.rupiah(99_999), false, true);
    }
}
