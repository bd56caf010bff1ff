package id.kezbek.payouts.provider;

import id.kezbek.shared.Money;

/** A provider's count of Kezbek's money there. */
public sealed interface BalanceAnswer {

    record Told(Money amount) implements BalanceAnswer {}

    /** No answer, or an unreadable one. */
    record NotAvailable(String reason) implements BalanceAnswer {}

    /** The provider does not tell its balance, or a setting for the question is missing. */
    record NotOffered() implements BalanceAnswer {}
}
