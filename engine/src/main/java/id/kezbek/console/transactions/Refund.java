package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund from API v2.
 *
 * @param amount the refunded part of the purchase's amount
 * @param toRecover the amount that is not set off yet; the customer's later payouts are reduced by it
 */
public record Refund(
        String id,
        String reference,
        Instant recordedAt,
        Money amount,
        Money cashback,
        Money reward,
        String state,
        Money toRecover) {

    /** A page of refunds. */
    public record Refunds(List<Refund> items, @Nullable String nextCursor) {}

    /** The page with the refunds of a purchase. */
    public record OfPurchase(Filters filters, Purchase purchase, Refunds found) {}

    public String tone() {
        return switch (state) {
            case "RETURNED", "NETTED", "ABSORBED_BY_PARTNER", "ABSORBED_BY_OPERATOR" -> "good";
            case "WRITTEN_OFF" -> "bad";
            default -> "wait";
        };
    }
}
