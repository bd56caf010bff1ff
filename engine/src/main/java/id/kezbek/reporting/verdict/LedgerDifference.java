package id.kezbek.reporting.verdict;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.time.LocalDate;

/** A sum that differs between the roll-ups and the ledger. Debits are positive. */
public record LedgerDifference(LocalDate day, Account account, MovementKind movement, Money rolledUp, Money ledger) {

    Money size() {
        Money difference = rolledUp.minus(ledger);
        return difference.isPositive() ? difference : difference.negated();
    }
}
