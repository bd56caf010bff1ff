package id.kezbek.reconciliation.closing;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/**
 * The close of a month accrued a provider's fees, or reversed the accrual.
 *
 * @param month for example 2026-11
 * @param isCharge true if the amount increases the fees, false if the amount reduces the fees
 */
@EventKind("FEES_ACCRUED")
record FeesAccrued(String provider, String month, boolean isCharge, Money amount) implements MoneyEvent {

    Posting posting() {
        Account fees = Account.ofProvider(AccountKind.FEES, provider);
        Account accrued = Account.ofProvider(AccountKind.ACCRUED_FEES, provider);
        return isCharge
                ? new Posting(MovementKind.FEE_ACCRUAL, fees, accrued, amount)
                : new Posting(MovementKind.FEE_ACCRUAL, accrued, fees, amount);
    }

    @Override
    public Optional<List<Posting>> postings() {
        return Optional.of(List.of(posting()));
    }
}
