package id.kezbek.payouts.floats;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/** An event about Kezbek's money at a provider that no payout caused. */
public sealed interface FloatEvent extends MoneyEvent {

    String provider();

    @EventKind("FLOAT_TOPPED_UP")
    record ToppedUp(String provider, Money amount) implements FloatEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.FLOAT_TOP_UP,
                    Account.ofProvider(AccountKind.FLOAT, provider),
                    Account.own(AccountKind.BANK),
                    amount)));
        }
    }

    @EventKind(value = "FLOAT_TOP_UP_REVERSED", former = "TRANSFER_REVERSED")
    record TopUpReversed(String provider, Money amount) implements FloatEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.TRANSFER_REVERSAL,
                    Account.own(AccountKind.BANK),
                    Account.ofProvider(AccountKind.FLOAT, provider),
                    amount)));
        }
    }

    /**
     * The VAT on the provider's fees, as the provider's statement shows it.
     *
     * @param amount negative if an earlier booking is reversed
     * @param isIncluded whether the booked fees already contained the VAT; if not, the provider took the VAT from the
     *     float in addition
     */
    @EventKind("PROVIDER_TAX_CHARGED")
    record TaxCharged(String provider, Money amount, boolean isIncluded) implements FloatEvent {

        @Override
        public Optional<List<Posting>> postings() {
            Account tax = Account.own(AccountKind.INPUT_TAX);
            Account paidFrom = Account.ofProvider(isIncluded ? AccountKind.FEES : AccountKind.FLOAT, provider);
            return Optional.of(List.of(
                    amount.isPositive()
                            ? new Posting(MovementKind.PROVIDER_TAX, tax, paidFrom, amount)
                            : new Posting(MovementKind.PROVIDER_TAX, paidFrom, tax, amount.negated())));
        }
    }

    /** @param difference the money at the provider minus the balance in our books */
    @EventKind("FLOAT_WRITTEN_OFF")
    record WrittenOff(String provider, Money difference) implements FloatEvent {

        @Override
        public Optional<List<Posting>> postings() {
            Account providerFloat = Account.ofProvider(AccountKind.FLOAT, provider);
            Account writeOff = Account.own(AccountKind.WRITE_OFF);
            return Optional.of(List.of(
                    difference.isPositive()
                            ? new Posting(MovementKind.WRITE_OFF, providerFloat, writeOff, difference)
                            : new Posting(MovementKind.WRITE_OFF, writeOff, providerFloat, difference.negated())));
        }
    }
}
