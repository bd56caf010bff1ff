package id.kezbek.payouts.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.Wallets;
import id.kezbek.shared.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class TariffReviewTest {

    private static final Wallets.Wallet WALLET =
            new Wallets.Wallet("W", "A wallet", Money.rupiah(10), Money.rupiah(1_000));

    @Test
    void whereEveryAmountFindsSomebodyThereIsNothingToTell() {
        assertThat(TariffReview.gaps(WALLET, List.of(from(1, 5_000)))).isEmpty();
        assertThat(TariffReview.gaps(WALLET, List.of(from(401, 1_000), from(10, 400))))
                .isEmpty();
        assertThat(TariffReview.gaps(WALLET, List.of(from(10, 1_000), from(50, 60))))
                .isEmpty();
    }

    @Test
    void amountsBelowBetweenAndAboveAreTold() {
        assertThat(TariffReview.gaps(WALLET, List.of(from(500, 800), from(20, 300))))
                .containsExactly(
                        "no provider could pay Rp10 to Rp19 to wallet W",
                        "no provider could pay Rp301 to Rp499 to wallet W",
                        "no provider could pay Rp801 to Rp1.000 to wallet W");
        assertThat(TariffReview.gaps(WALLET, List.of(from(2_000, 3_000))))
                .containsExactly("no provider could pay Rp10 to Rp1.000 to wallet W");
        assertThat(TariffReview.gaps(WALLET, List.of())).containsExactly("no provider could pay to wallet W");
    }

    private static Tariff from(long minimum, long maximum) {
        return new Tariff("P", "W", Money.rupiah(1), Money.rupiah(minimum), Money.rupiah(maximum), false);
    }
}
