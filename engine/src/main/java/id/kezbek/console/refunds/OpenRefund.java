package id.kezbek.console.refunds;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refund that a customer still owes, from API v2.
 *
 * @param owed the cashback and reward that the customer had received before the refund
 * @param toRecover the part of {@code owed} that is not set off yet
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

    /** The names of the age bands in API v2. */
    public static final List<String> AGES =
            List.of("days_0_to_30", "days_31_to_60", "days_61_to_90", "more_than_90_days");

    /** A page of open refunds. */
    public record Found(List<OpenRefund> items, @Nullable String nextCursor) {}

    /** The amounts that the customers of a partner owe for refunds, by age. */
    public record OfPartner(String partner, long refunds, Money toRecover, Map<String, Money> age) {}

    public record Ageing(Instant asOf, Money total, List<OfPartner> items) {}

    public record Debts(Filters filters, Ageing ageing, Found found) {}
}
