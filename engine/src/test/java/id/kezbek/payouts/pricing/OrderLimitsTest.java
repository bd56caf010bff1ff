package id.kezbek.payouts.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.Wallets.Wallet;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderLimitsTest {

    private static final OrderLimits LIMITS = limits(10_000, 200_000, tariff("A", 1, 100_000), tariff("B", 1, 60_000));

    @ParameterizedTest
    @CsvSource({
        "100000, ''",
        "100001, 50001 50000",
        "200000, 100000 100000",
        "200001, 66667 66667 66667",
        "250001, 83334 83334 83333"
    })
    void dividesIntoAsFewEqualPartsAsPossible(long rupiah, String parts) {
        assertThat(LIMITS.parts(Money.rupiah(rupiah)))
                .extracting(part -> part.number().toPlainString())
                .containsExactlyElementsOf(Arrays.stream(parts.split(" "))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    @Property(tries = 200)
    void partsAreTheWholeAndEachIsAllowed(@ForAll @LongRange(min = 1, max = 9_000_000) long rupiah) {
        List<Money> parts = LIMITS.parts(Money.rupiah(rupiah));

        if (rupiah <= 100_000) {
            assertThat(parts).isEmpty();
        } else {
            assertThat(parts.stream().reduce(Money.ZERO, Money::plus)).isEqualTo(Money.rupiah(rupiah));
            assertThat(parts).allMatch(LIMITS::admits);
            assertThat(parts).hasSize(Math.toIntExact(Math.ceilDiv(rupiah, 100_000L)));
        }
    }

    @Test
    void lowerOfWalletAndProvidersDecides() {
        assertThat(LIMITS.most()).isEqualTo(Money.rupiah(100_000));
        OrderLimits narrow = limits(10_000, 50_000, tariff("A", 1, 100_000));
        assertThat(narrow.most()).isEqualTo(Money.rupiah(50_000));
        assertThat(narrow.parts(Money.rupiah(80_000))).containsExactly(Money.rupiah(40_000), Money.rupiah(40_000));
    }

    @Test
    void takesMorePartsIfNoProviderAcceptsTheFewest() {
        OrderLimits gap = limits(1, 1_000, tariff("A", 90, 100), tariff("B", 1, 30));
        // Two parts of 60 fit neither provider, and neither do three of 40. Four of 30 do.
        assertThat(gap.parts(Money.rupiah(120))).hasSize(4).containsOnly(Money.rupiah(30));
    }

    @Test
    void dividesNothingIfPartsWouldBeBelowTheMinimum() {
        assertThat(limits(10_000, 15_000, tariff("A", 1, 100_000)).parts(Money.rupiah(16_000)))
                .isEmpty();
        assertThat(limits(1, 100_000, tariff("A", 10_000, 15_000)).parts(Money.rupiah(16_000)))
                .isEmpty();
    }

    @Test
    void dividesNothingIntoPartsOfRupiah() {
        assertThat(LIMITS.parts(Money.rupiah(new BigDecimal("200000.50")))).isEmpty();
    }

    @Test
    void dividesNothingIntoVeryManyParts() {
        assertThat(LIMITS.parts(Money.rupiah(100_000L * OrderLimits.PARTS_MAX))).hasSize(OrderLimits.PARTS_MAX);
        assertThat(LIMITS.parts(Money.rupiah(100_000L * OrderLimits.PARTS_MAX + 1)))
                .isEmpty();
    }

    @Test
    void dividesNothingWithoutAProvider() {
        assertThat(limits(1, 100).parts(Money.rupiah(150))).isEmpty();
    }

    private static OrderLimits limits(long minimum, long maximum, Tariff... tariffs) {
        return new OrderLimits(
                new Wallet("W", "Wallet", Money.rupiah(minimum), Money.rupiah(maximum)), List.of(tariffs));
    }

    private static Tariff tariff(String provider, long minimum, long maximum) {
        return new Tariff(provider, "W", Money.rupiah(500), Money.rupiah(minimum), Money.rupiah(maximum), false);
    }
}
