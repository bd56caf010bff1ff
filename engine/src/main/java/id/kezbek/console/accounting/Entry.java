package id.kezbek.console.accounting;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an account of v2.
 *
 * @param balance after it
 * @param bankReference of a transfer
 */
public record Entry(
        String movement,
        String kind,
        String subject,
        Instant at,
        Money amount,
        Money balance,
        @Nullable String bankReference) {

    /** A page of them. */
    public record Entries(List<Entry> items, @Nullable String nextCursor) {}

    /** A partner's account over a time. */
    public record Account(
            String partner,
            Instant from,
            Instant to,
            Money opening,
            Money closing,
            List<Entry> items,
            @Nullable String nextCursor) {}
}
