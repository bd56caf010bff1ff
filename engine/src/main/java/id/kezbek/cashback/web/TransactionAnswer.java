package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.refund.TakenBack;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.payouts.PurchasePayouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase and its decision in v2 responses. The payout and the refunds show their current state. All other values
 * are from the time of the decision. {@code toString} omits the phone number and the e-mail address.
 *
 * @param partner the partner's code
 * @param recurring the number of the customer's purchases in the tier, including this purchase
 * @param payout the payout of cashback and reward; absent if there is nothing to pay
 * @param refunded the amounts that refunds took back; absent if there are no refunds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TransactionAnswer(
        String id,
        String partner,
        String reference,
        @JsonProperty("accepted_at") Instant acceptedAt,
        String msisdn,
        @Nullable String email,
        String wallet,
        int quantity,
        Amount amount,
        Rule rule,
        Amount cashback,
        Amount reward,
        Tier tier,
        int recurring,
        @Nullable Payout payout,
        Trace trace,
        @Nullable Refunded refunded) {

    /**
     * @param amount the refunded part of the purchase's amount
     * @param toRecover the cashback and reward that the customer still owes
     */
    record Refunded(
            Amount amount,
            Amount cashback,
            Amount reward,
            @JsonProperty("to_recover") Amount toRecover) {

        static Refunded of(TakenBack taken, Money toRecover) {
            return new Refunded(
                    Amount.of(taken.amount()),
                    Amount.of(taken.cashback()),
                    Amount.of(taken.reward()),
                    Amount.of(toRecover));
        }
    }

    record Rule(long id, int version) {}

    /** @param before absent on the customer's first purchase */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tier(@Nullable String before, String after) {}

    /** @param parts all payouts of a split payout, the original payout first; absent if the payout was not split */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Payout(
            String id,
            String state,
            Amount amount,
            @Nullable List<Payout> parts) {

        /** @param payouts all payouts of the purchase; if a payout was split, the original payout comes first */
        static @Nullable Payout of(List<PurchasePayouts.Glance> payouts) {
            List<Payout> parts = payouts.stream().map(Payout::part).toList();
            if (parts.isEmpty()) {
                return null;
            }
            Payout first = parts.getFirst();
            return parts.size() == 1 ? first : new Payout(first.id, first.state, first.amount, parts);
        }

        private static Payout part(PurchasePayouts.Glance payout) {
            return new Payout(Ids.text(payout.payout()), payout.state().name(), Amount.of(payout.amount()), null);
        }
    }

    /**
     * @param percent an exact decimal as a string
     * @param uncapped the cashback before the cap: the percentage of the amount, rounded according to {@code rounding}
     * @param cap absent if the rule had no cap
     * @param trims the limits that reduced the cashback, in the order of their use; absent if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trace(
            String percent,
            Amount uncapped,
            @Nullable Amount cap,
            @Nullable List<Trim> trims,
            String rounding) {}

    /**
     * @param by CUSTOMER_CAP for the customer's cap in a period; BUDGET for the rule's budget
     * @param to the cashback after the reduction
     */
    record Trim(RuleBook.Limit by, Amount to) {

        static @Nullable List<Trim> of(List<RuleBook.Trim> trims) {
            return trims.isEmpty()
                    ? null
                    : trims.stream()
                            .map(trim -> new Trim(trim.by(), Amount.of(trim.to())))
                            .toList();
        }
    }

    static TransactionAnswer of(
            PurchaseRecord record, String partner, List<PurchasePayouts.Glance> payouts, @Nullable Refunded refunded) {
        Purchase purchase = record.purchase();
        PurchaseRecord.Trace trace = record.trace();
        Money cap = trace.cap();
        return new TransactionAnswer(
                Ids.text(record.id()),
                partner,
                purchase.reference(),
                record.acceptedAt(),
                purchase.msisdn().digits(),
                purchase.email(),
                purchase.wallet(),
                purchase.quantity(),
                Amount.of(purchase.amount()),
                new Rule(trace.rule(), trace.ruleVersion()),
                Amount.of(record.cashback()),
                Amount.of(record.reward()),
                new Tier(record.tierBefore(), record.tier()),
                record.recurring(),
                Payout.of(payouts),
                new Trace(
                        trace.percent().toPlainString(),
                        Amount.of(trace.uncapped()),
                        cap == null ? null : Amount.of(cap),
                        Trim.of(trace.trims()),
                        trace.rounding()),
                refunded);
    }

    /** A copy with the current payouts. A set-off or a split can change a payout's amount before the payout is sent. */
    TransactionAnswer withPayouts(List<PurchasePayouts.Glance> now) {
        return payout == null
                ? this
                : new TransactionAnswer(
                        id,
                        partner,
                        reference,
                        acceptedAt,
                        msisdn,
                        email,
                        wallet,
                        quantity,
                        amount,
                        rule,
                        cashback,
                        reward,
                        tier,
                        recurring,
                        Payout.of(now),
                        trace,
                        refunded);
    }

    @Override
    public String toString() {
        return "TransactionAnswer[" + id + ", " + reference + "]";
    }
}
