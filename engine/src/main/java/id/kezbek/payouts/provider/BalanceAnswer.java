package id.kezbek.payouts.provider;

import id.kezbek.shared.Money;

/** The balance of Kezbek's money at a provider, as the provider reports it. */
public sealed interface BalanceAnswer {

    record Told(Money amount) implements BalanceAnswer {}

    /** The provider did not answer, or its answer is unreadable. */
    record NotAvailable(String reason) implements BalanceAnswer {}

    /** The provider does not report its balance, or a setting for the request is missing. */
    record NotOffered() implements BalanceAnswer {}
}
