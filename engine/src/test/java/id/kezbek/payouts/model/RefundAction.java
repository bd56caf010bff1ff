package id.kezbek.payouts.model;

import id.kezbek.partners.RefundTerms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One step of a sequence of purchases and refunds. */
sealed interface RefundAction {

    /** @param isNarrow whether high amounts to the wallet are split */
    record Buy(int customer, long rupiah, boolean isNarrow) implements RefundAction {}

    /** @param percent how much of what is left; 100 asks for all of it without an amount */
    record Refund(int purchase, int percent) implements RefundAction {}

    /** An earlier refund once more, or another one under its reference. */
    record RefundAgain(int refund, boolean same) implements RefundAction {}

    /** @param limit in rupiah; null for none */
    record Bear(RefundTerms.Setting setting, @Nullable Long limit) implements RefundAction {}

    /** Two people give up an open refund. */
    record WriteOff(int refund) implements RefundAction {}

    /** Two people cancel a payout that is not sent, or was taken back. */
    record Cancel(int payout) implements RefundAction {}

    record AllBehave(ModelProvider.Behaviour behaviour) implements RefundAction {}

    record Run(Job job) implements RefundAction {}

    record Wait(Duration time) implements RefundAction {}

    record Happens(int order, PayoutRun.Event event) implements RefundAction {}

    record Tell(int order) implements RefundAction {}

    enum Job {
        DISPATCH,
        ASK,
        RECOVER,
        CHECK_LATE,
        SETTLE_REFUNDS,
        COLLECT
    }
}
