package id.kezbek.console.rules;

import id.kezbek.console.frame.Written;
import id.kezbek.console.sheet.FieldValue;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backtest from API v2: a proposed rule, simulated on the last 30 days. */
public record Backtest(
        String id,
        String state,
        Terms terms,
        Instant from,
        Instant until,
        int days,
        int daysDone,
        long purchases,
        @Nullable Result result) {

    public record Terms(
            @Nullable Long rule,
            @Nullable Integer baseVersion,
            @Nullable String partner,
            @Nullable String wallet,
            int quantityFrom,
            @Nullable Integer quantityBelow,
            Money amountFrom,
            @Nullable Money amountBelow,
            String percent,
            @Nullable Money cap,
            @Nullable Money customerCap,
            @Nullable String customerCapPeriod,
            @Nullable Money budget,
            @Nullable String validFrom,
            @Nullable String validUntil) {

        /** The request body of a proposal with these terms. */
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            if (rule == null) {
                put(body, "partner", partner);
                put(body, "wallet", wallet);
            } else {
                put(body, "base_version", baseVersion);
            }
            body.put("quantity_from", quantityFrom);
            put(body, "quantity_below", quantityBelow);
            put(body, "amount_from", amountFrom.isPositive() ? amount(amountFrom) : null);
            put(body, "amount_below", amount(amountBelow));
            body.put("percent", percent);
            put(body, "cap", amount(cap));
            put(body, "customer_cap", amount(customerCap));
            put(body, "customer_cap_period", customerCapPeriod);
            put(body, "budget", amount(budget));
            put(body, "valid_from", validFrom);
            put(body, "valid_until", validUntil);
            return body;
        }

        private static void put(Map<String, Object> body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }

        private static @Nullable Object amount(@Nullable Money amount) {
            return amount == null ? null : FieldValue.amount(amount.decimal().toPlainString());
        }
    }

    /** A row with actual and simulated cashback. */
    public sealed interface Compared {

        Money gave();

        Money wouldGive();

        default Money difference() {
            return wouldGive().minus(gave());
        }

        /** Simulated cashback minus actual cashback, with its sign. */
        default String difference(Written written) {
            return (difference().isPositive() ? "+" : "") + written.money(difference());
        }

        /** The same difference in percent; null if the actual cashback is zero. */
        default @Nullable String change(Written written) {
            return written.change(wouldGive().decimal(), gave().decimal());
        }
    }

    public record Result(
            long purchases,
            long changed,
            long uncovered,
            Money gave,
            Money wouldGive,
            List<Day> byDay,
            List<OfPartner> byPartner,
            Customers customers,
            boolean whole)
            implements Compared {}

    public record Day(LocalDate day, long purchases, Money gave, Money wouldGive) implements Compared {}

    public record OfPartner(String partner, long purchases, Money gave, Money wouldGive) implements Compared {}

    public record OfCustomer(
            String partner, String msisdn, String transaction, long purchases, Money gave, Money wouldGive)
            implements Compared {}

    public record Customers(
            long winning,
            long losing,
            Money gains,
            Money losses,
            List<OfCustomer> mostGained,
            List<OfCustomer> mostLost) {}

    public boolean isOpen() {
        return state.equals("WAITING") || state.equals("RUNNING");
    }

    public BigDecimal percent() {
        return new BigDecimal(terms.percent());
    }
}
