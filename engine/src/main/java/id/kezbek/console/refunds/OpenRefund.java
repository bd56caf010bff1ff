package id.kezbek.console.refunds;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refund of v2 that a customer owes.
 *
 * @param owed what the customer had when the purchase was refunded
 * @param toRecover what no payout has set off yet
 */
public record OpenRefund(
        String id,
        String transaction,
        String partner,
        String wallet,
        Instant recordedAt,
        long ageDays,
        Money owed,
        Money toRecover) {

    /** The ages, as v2 names them. */
    public static final List<String> AGES =
            List.of("days_0_to_30", "days_31_to_60", "days_61_to_90", "more_than_90_days");

    /** A page of them. */
    public record Found(List<OpenRefund> items, @Nullable String nextCursor) {}

    /** What the customers of a partner owe, by age. */
    public record OfPartner(String partner, long refunds, Money toRecover, Map<String, Money> age) {}

    public record Ageing(Instant asOf, Money total, List<OfPartner> items) {}

    public record Debts(Filters filters, Ageing ageing, Found found) {}
}
