package id.kezbek.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;

/**
 * An exact amount in one currency, stored as a whole number of hundredths. Addition never rounds. An overflow throws an
 * exception and never gives a wrong amount.
 *
 * @param currency the currency
 * @param hundredths the amount times 100; may be negative in the ledger
 */
public record Money(Currency currency, long hundredths) implements Comparable<Money> {

    /** The number of stored decimals. */
    public static final int SCALE = 2;

    public static final Money ZERO = new Money(Currency.IDR, 0);

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money rupiah(long whole) {
        return new Money(Currency.IDR, Math.multiplyExact(whole, 100L));
    }

    /**
     * An amount in Indonesian rupiah.
     *
     * @throws ArithmeticException for more than two decimals
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

    /** This amount times {@code percent} / 100, rounded down to a whole rupiah. Only this class rounds amounts. */
    public Money percentRoundedDownToWhole(BigDecimal percent) {
        BigDecimal exact = decimal().multiply(percent).movePointLeft(2);
        return rupiah(exact.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** {@code parts / whole} of this amount, rounded half up to a whole rupiah, in the same way as the tax office. */
    public Money partRoundedToWhole(int parts, int whole) {
        BigDecimal exact = decimal().multiply(BigDecimal.valueOf(parts));
        return rupiah(
                exact.divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP).longValueExact());
    }

    /** This amount rounded up to a whole rupiah. */
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

    /** The amount with exactly two decimals, as in the database. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(hundredths, SCALE);
    }

    /** The amount as a JSON number in v1 responses and providers' orders: without decimals if it is whole. */
    public BigDecimal number() {
        return isWhole() ? BigDecimal.valueOf(hundredths / 100) : decimal();
    }

    /** The form for readers: {@code Rp50.000.000}, with a comma and hundredths if the amount is not whole. */
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

    /** The form for staff and logs: {@code IDR 12500.00}. */
    @Override
    public String toString() {
        return currency + " " + decimal().toPlainString();
    }

    private Currency same(Money other) {
        if (currency != other.currency) {
            throw new IllegalArgumentException(
                    "Amounts of " + currency + " and " + other.currency + " have different currencies");
        }
        return currency;
    }
}
