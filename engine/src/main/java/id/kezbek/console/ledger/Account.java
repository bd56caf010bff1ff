package id.kezbek.console.ledger;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account from API v2.
 *
 * @param id absent in the trial balance
 * @param owner empty for Kezbek's own accounts
 * @param balance positive if the debits exceed the credits
 */
public record Account(@Nullable String id, String kind, String owner, Money balance) {

    /** A page of accounts. */
    public record Accounts(List<Account> items, @Nullable String nextCursor) {}

    /** The balances of all accounts at a point in time. */
    public record TrialBalance(Instant at, List<Account> accounts, Money sum) {}
}
