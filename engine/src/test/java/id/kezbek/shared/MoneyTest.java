package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void keepsTwoDecimalsExactly() {
        assertThat(Money.rupiah(new BigDecimal("0.1")).plus(Money.rupiah(new BigDecimal("0.2"))))
                .isEqualTo(Money.rupiah(new BigDecimal("0.30")));
        assertThat(Money.rupiah(new BigDecimal("1000000000000.99")).decimal()).isEqualTo("1000000000000.99");
    }

    @Test
    void refusesToLoseDecimals() {
        assertThatThrownBy(() -> Money.rupiah(new BigDecimal("0.001"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void overflowIsAnErrorAndNotAWrongFigure() {
        Money huge = new Money(Currency.IDR, Long.MAX_VALUE);
        assertThatThrownBy(() -> huge.plus(new Money(Currency.IDR, 1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.rupiah(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void percentagesRoundDownToWholeRupiah() {
        assertThat(Money.rupiah(99_999).percentRoundedDownToWhole(BigDecimal.ONE))
                .isEqualTo(Money.rupiah(999));
        assertThat(Money.rupiah(new BigDecimal("66.66")).percentRoundedDownToWhole(new BigDecimal("1.5")))
                .isEqualTo(Money.ZERO);
    }

    @Test
    void isWrittenForPeopleAndForWires() {
        assertThat(Money.rupiah(12_500)).hasToString("IDR 12500.00");
        assertThat(Money.rupiah(12_500).number()).isEqualTo(new BigDecimal("12500"));
        assertThat(Money.rupiah(new BigDecimal("1.50")).number()).isEqualTo(new BigDecimal("1.50"));
    }
}
