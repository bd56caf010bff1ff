package id.kezbek.shared.web;

import id.kezbek.shared.Money;

/**
 * An amount as v2 writes it.
 *
 * @param value the decimal number with two decimals, in quotes on the wire so that no reader turns it into a float
 * @param currency ISO 4217
 */
public record Amount(String value, String currency) {

    public static Amount of(Money money) {
        return new Amount(money.decimal().toPlainString(), money.currency().name());
    }
}
