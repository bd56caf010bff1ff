package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.backtest.Backtest;
import id.kezbek.cashback.backtest.BacktestResult;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.web.reading.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backtest in v2 responses. {@code toString} hides the result, because the result contains customers' phone numbers.
 *
 * @param days the number of days that the backtest simulates
 * @param result absent until the backtest is done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BacktestAnswer(
        String id,
        Backtest.State state,
        Terms terms,
        Instant from,
        Instant until,
        int days,
        @JsonProperty("days_done") int daysDone,
        long purchases,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        @Nullable Result result) {

    /** @param rule absent for a new rule */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            @Nullable Long rule,
            @JsonProperty("base_version") @Nullable Integer baseVersion,
            @Nullable String partner,
            @Nullable String wallet,
            @JsonProperty("quantity_from") int quantityFrom,
            @JsonProperty("quantity_below") @Nullable Integer quantityBelow,
            @JsonProperty("amount_from") Amount amountFrom,
            @JsonProperty("amount_below") @Nullable Amount amountBelow,
            String percent,
            @Nullable Amount cap,
            @JsonProperty("customer_cap") @Nullable Amount customerCap,
            @JsonProperty("customer_cap_period") @Nullable Period customerCapPeriod,
            @Nullable Amount budget,
            @JsonProperty("valid_from") @Nullable Instant validFrom,
            @JsonProperty("valid_until") @Nullable Instant validUntil) {

        static Terms of(ChangeRuleAct.Arguments terms) {
            boolean isNew = terms.base() == 0;
            return new Terms(
                    isNew ? null : Long.valueOf(terms.rule()),
                    isNew ? null : Integer.valueOf(terms.base()),
                    terms.partner(),
                    terms.wallet(),
                    terms.quantityFrom(),
                    terms.quantityBelow(),
                    amount(terms.amountFrom()),
                    optional(terms.amountBelow()),
                    terms.percent().toPlainString(),
                    optional(terms.cap()),
                    optional(terms.customerCap()),
                    terms.customerCapPeriod(),
                    optional(terms.budget()),
                    terms.validFrom(),
                    terms.validUntil());
        }
    }

    record Day(
            LocalDate day,
            long purchases,
            Amount gave,
            @JsonProperty("would_give") Amount wouldGive) {}

    record OfPartner(
            String partner,
            long purchases,
            Amount gave,
            @JsonProperty("would_give") Amount wouldGive) {}

    record OfCustomer(
            String partner,
            String msisdn,
            String transaction,
            long purchases,
            Amount gave,
            @JsonProperty("would_give") Amount wouldGive) {}

    record Customers(
            long winning,
            long losing,
            Amount gains,
            Amount losses,
            @JsonProperty("most_gained") List<OfCustomer> mostGained,
            @JsonProperty("most_lost") List<OfCustomer> mostLost) {}

    record Result(
            long purchases,
            long changed,
            long uncovered,
            Amount gave,
            @JsonProperty("would_give") Amount wouldGive,
            @JsonProperty("by_day") List<Day> byDay,
            @JsonProperty("by_partner") List<OfPartner> byPartner,
            Customers customers,
            boolean whole) {}

    /**
     * Functions that look up values for the response.
     *
     * @param partner returns a partner's code
     * @param number returns the phone number of a purchase's customer; masked if the reader may not see complete
     *     numbers
     */
    record Shown(Function<PartnerId, String> partner, Function<UUID, String> number) {}

    static BacktestAnswer of(Backtest backtest, Shown shown) {
        return new BacktestAnswer(
                Ids.text(backtest.id()),
                backtest.state(),
                Terms.of(backtest.terms()),
                backtest.from(),
                backtest.until(),
                Backtest.DAYS,
                backtest.daysDone(),
                backtest.purchases(),
                backtest.createdAt(),
                backtest.endedAt(),
                backtest.result() == null ? null : result(backtest.result(), shown));
    }

    private static Result result(BacktestResult result, Shown shown) {
        return new Result(
                result.all().purchases(),
                result.changed(),
                result.uncovered(),
                amount(result.all().gave()),
                amount(result.all().wouldGive()),
                result.days().stream()
                        .map(one -> new Day(
                                one.day(),
                                one.sums().purchases(),
                                amount(one.sums().gave()),
                                amount(one.sums().wouldGive())))
                        .toList(),
                result.partners().stream()
                        .map(one -> new OfPartner(
                                shown.partner().apply(new PartnerId(one.partner())),
                                one.sums().purchases(),
                                amount(one.sums().gave()),
                                amount(one.sums().wouldGive())))
                        .toList(),
                customers(result.customers(), shown),
                result.whole());
    }

    private static Customers customers(BacktestResult.Customers customers, Shown shown) {
        return new Customers(
                customers.winning(),
                customers.losing(),
                amount(customers.gains()),
                amount(customers.losses()),
                customers.mostGained().stream().map(one -> customer(one, shown)).toList(),
                customers.mostLost().stream().map(one -> customer(one, shown)).toList());
    }

    private static OfCustomer customer(BacktestResult.OfCustomer one, Shown shown) {
        return new OfCustomer(
                shown.partner().apply(new PartnerId(one.partner())),
                shown.number().apply(one.purchase()),
                Ids.text(one.purchase()),
                one.sums().purchases(),
                amount(one.sums().gave()),
                amount(one.sums().wouldGive()));
    }

    private static @Nullable Amount optional(@Nullable BigDecimal amount) {
        return amount == null ? null : amount(amount);
    }

    private static Amount amount(BigDecimal amount) {
        return Amount.of(Money.rupiah(amount));
    }

    @Override
    public String toString() {
        return "BacktestAnswer[" + id + ", " + state + "]";
    }
}
