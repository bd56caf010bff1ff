package id.kezbek.console.accounting;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an account, from API v2.
 *
 * @param balance the account's balance after the entry
 * @param bankReference the bank's reference of a transfer; null for other entries
 */
public record Entry(
        String movement,
        String kind,
        String subject,
        Instant at,
        Money amount,
        Money balance,
        @Nullable String bankReference) {

    /** A page of entries. */
    public record Entries(List<Entry> items, @Nullable String nextCursor) {}

    /** The entries of a partner's account in a period, with the opening and the closing balance. */
    public record Account(
            String partner,
            Instant from,
            Instant to,
            Money opening,
            Money closing,
            List<Entry> items,
            @Nullable String nextCursor) {}
}
