package id.kezbek.ledger.writing;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/**
 * The event of an amount that was written off from the suspense account.
 *
 * @param decidedBy the people who decided, as in the audit log
 */
@EventKind("WRITTEN_OFF")
record SuspenseWrittenOff(AccountKind account, Money amount, String decidedBy) implements MoneyEvent {

    @Override
    public Optional<List<Posting>> postings() {
        return Optional.of(List.of(
                new Posting(MovementKind.WRITE_OFF, Account.own(AccountKind.WRITE_OFF), Account.own(account), amount)));
    }
}
