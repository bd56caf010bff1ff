package id.kezbek.cashback.web;

import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the terms of a rule. */
final class RuleForm {

    private static final int CODE_MAX = 20;
    private static final int PERIOD_MAX = 5;
    private static final int PERCENT_MAX = 8;
    private static final int QUANTITY_MAX = 1_000_000;
    private static final Pattern PERIOD = Pattern.compile("DAY|WEEK|MONTH");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private RuleForm() {}

    /** Reads the terms of a new rule. */
    static ChangeRuleAct.Arguments rule(Fields fields, long rule) {
        String partner = fields.optionalText("partner", CODE_MAX);
        String wallet = fields.optionalText("wallet", CODE_MAX);
        return terms(fields, rule, 0, partner, wallet);
    }

    /** Reads the terms of a new version. The partner and the wallet of a rule never change. */
    static ChangeRuleAct.Arguments terms(
            Fields fields, long rule, int base, @Nullable String partner, @Nullable String wallet) {
        int quantityFrom = fields.integer("quantity_from", 1, QUANTITY_MAX);
        Integer quantityBelow = fields.optionalInteger("quantity_below", 2, QUANTITY_MAX + 1);
        if (quantityBelow != null && quantityBelow <= quantityFrom) {
            fields.fault("quantity_below", "must be more than quantity_from; omit it for no upper limit");
        }
        Money amountFrom = fields.optionalMoney("amount_from");
        Money amountBelow = fields.optionalMoney("amount_below");
        if (amountBelow != null && amountBelow.isPositive() && amountFrom != null && !amountFrom.below(amountBelow)) {
            fields.fault("amount_below", "must be more than amount_from; omit it for no upper limit");
        }
        BigDecimal percent = percent(fields);
        Money customerCap = fields.optionalWholeMoney("customer_cap");
        Period period = period(fields, customerCap);
        Instant from = fields.optionalInstant("valid_from");
        Instant until = fields.optionalInstant("valid_until");
        if (from != null && until != null && !from.isBefore(until)) {
            fields.fault("valid_until", "must be after valid_from; omit it for no end");
        }
        return new ChangeRuleAct.Arguments(
                rule,
                base,
                partner,
                wallet,
                quantityFrom,
                quantityBelow,
                (amountFrom == null ? Money.ZERO : amountFrom).decimal(),
                decimal(amountBelow),
                percent,
                decimal(fields.optionalWholeMoney("cap")),
                decimal(customerCap),
                period,
                decimal(fields.optionalWholeMoney("budget")),
                from,
                until,
                false,
                null);
    }

    private static BigDecimal percent(Fields fields) {
        String text = fields.text("percent", PERCENT_MAX);
        if (text.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (!PERCENT.matcher(text).matches() || new BigDecimal(text).compareTo(HUNDRED) > 0) {
            fields.fault("percent", "must be a number in quotes from \"0\" to \"100\" with at most four decimals");
            return BigDecimal.ZERO;
        }
        // Strips trailing zeros, because 1.50 and 1.5 are the same percentage.
        BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static @Nullable Period period(Fields fields, @Nullable Money cap) {
        String period = fields.optionalText("customer_cap_period", PERIOD_MAX);
        if (period == null) {
            if (cap != null) {
                fields.fault("customer_cap_period", "must be DAY, WEEK or MONTH if customer_cap is set");
            }
            return null;
        }
        if (period.isEmpty()) {
            return null;
        }
        if (!PERIOD.matcher(period).matches()) {
            fields.fault("customer_cap_period", "must be DAY, WEEK or MONTH");
            return null;
        }
        if (cap == null) {
            fields.fault("customer_cap", "is required with customer_cap_period");
        }
        return Period.valueOf(period);
    }

    private static @Nullable BigDecimal decimal(@Nullable Money amount) {
        return amount == null ? null : amount.decimal();
    }
}
