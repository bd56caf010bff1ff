package id.kezbek.cashback.refund.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.refund.Refund;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.shared.Ids;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;

/**
 * A refund in v2 responses.
 *
 * @param transaction the id of the refunded purchase
 * @param reference the partner's reference of the refund
 * @param amount the refunded part of the purchase's amount
 * @param whole whether the purchase is now refunded completely
 * @param cashback the cashback to take back
 * @param reward the reward to take back
 * @param toRecover the amount that the customer still owes for this refund
 */
record RefundAnswer(
        String id,
        String transaction,
        String reference,
        @JsonProperty("recorded_at") Instant recordedAt,
        Amount amount,
        boolean whole,
        Amount cashback,
        Amount reward,
        RefundState state,
        @JsonProperty("to_recover") Amount toRecover) {

    static RefundAnswer of(Refund refund, Seen seen) {
        return new RefundAnswer(
                Ids.text(refund.id()),
                Ids.text(refund.purchase()),
                refund.reference(),
                refund.at(),
                Amount.of(refund.amount()),
                refund.isWhole(),
                Amount.of(refund.cashback()),
                Amount.of(refund.reward()),
                seen.state(),
                Amount.of(seen.open()));
    }

    @Override
    public String toString() {
        return "RefundAnswer[" + id + ", " + state + "]";
    }
}
