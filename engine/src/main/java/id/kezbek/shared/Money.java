package id.kezbek.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;

/**
 * An exact amount of one currency. It is kept as a whole number of hundredths ({@code hundredths}), which is the
 * precision at rest, so that adding never rounds and overflow is an error instead of a wrong figure.
 *
 * @param currency the currency
 * @param hundredths the amount times 100; may be negative in the ledger
 */
public record Money(Currency currency, long hundredths) implements Comparable<Money> {

    /** Decimal places at rest. */
    public static final int SCALE = 2;

    public static final Money ZERO = new Money(Currency.IDR, 0);

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money rupiah(long whole) {
        return new Money(Currency.IDR, Math.multiplyExact(whole, 100L));
    }

    /**
     * The amount as Indonesian rupiah.
     *
     * @throws ArithmeticException where more than two decimals would be lost
     */
    public static Money rupiah(BigDecimal amount) {
        return new Money(
                Currency.IDR,
                amount.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
    }

    public Money plus(Money other) {
        return new Money(same(other), Math.addExact(hundredths, other.hundredths));
    }

    public Money minus(Money other) {
        return new Money(same(other), Math.subtractExact(hundredths, other.hundredths));
    }

    public Money negated() {
        return new Money(currency, Math.negateExact(hundredths));
    }

    /** This amount times {@code percent} / 100, rounded down to a whole rupiah: the one place where cashback rounds. */
    public Money percentRoundedDownToWhole(BigDecimal percent) {
        BigDecimal exact = decimal().multiply(percent).movePointLeft(2);
        return rupiah(exact.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** The least whole rupiah that is not below this amount. */
    public Money roundedUpToWhole() {
        return new Money(currency, Math.multiplyExact(Math.ceilDiv(hundredths, 100L), 100L));
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isPositive() {
        return hundredths > 0;
    }

    public boolean isWhole() {
        return hundredths % 100 == 0;
    }

    public boolean atLeast(Money other) {
        return compareTo(other) >= 0;
    }

    public boolean below(Money other) {
        return compareTo(other) < 0;
    }

    /** The amount with exactly two decimals, as the database holds it. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(hundredths, SCALE);
    }

    /** The amount as a JSON number in v1's answers and providers' orders: no decimals where it is whole. */
    public BigDecimal number() {
        return isWhole() ? BigDecimal.valueOf(hundredths / 100) : decimal();
    }

    /** For people to read: {@code Rp50.000.000}, with a comma before hundredths where there are any. */
    public String inWords() {
        BigDecimal absolute = decimal().abs();
        String whole =
                String.format(Locale.ROOT, "%,d", absolute.toBigInteger()).replace(',', '.');
        String part = isWhole() ? "" : String.format(Locale.ROOT, ",%02d", Math.abs(hundredths % 100));
        return (hundredths < 0 ? "-" : "") + "Rp" + whole + part;
    }

    @Override
    public int compareTo(Money other) {
        same(other);
        return Long.compare(hundredths, other.hundredths);
    }

    /** For people and logs: {@code IDR 12500.00}. */
    @Override
    public String toString() {
        return currency + " " + decimal().toPlainString();
    }

    private Currency same(Money other) {
        if (currency != other.currency) {
            throw new IllegalArgumentException("Amounts of " + currency + " and " + other.currency + " do not mix");
        }
        return currency;
    }
}
