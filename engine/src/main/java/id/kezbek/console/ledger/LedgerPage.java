package id.kezbek.console.ledger;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.frame.Filters;

/** The pages of the ledger. */
public sealed interface LedgerPage {

    record Accounts(Filters filters, Account.Accounts found) implements LedgerPage {}

    record One(Filters filters, String id, Account account, Entry.Entries entries) implements LedgerPage {}

    record Balances(Filters filters, Account.TrialBalance found) implements LedgerPage {}
}
