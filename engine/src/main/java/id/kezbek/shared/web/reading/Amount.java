package id.kezbek.shared.web.reading;

import id.kezbek.shared.Money;

/**
 * An amount in v2.
 *
 * @param value the number with two decimals, as a string, so that readers do not parse it as floating point
 * @param currency ISO 4217
 */
public record Amount(String value, String currency) {

    public static Amount of(Money money) {
        return new Amount(money.decimal().toPlainString(), money.currency().name());
    }
}
