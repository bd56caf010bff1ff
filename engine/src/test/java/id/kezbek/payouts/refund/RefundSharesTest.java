package id.kezbek.payouts.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.payouts.refund.RefundShares.Paying;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefundSharesTest {

    @Test
    void takesWhatWasNotSentFirstAndTheNewestFirst() {
        List<Paying> payouts = List.of(
                payout(1, PayoutState.PAID, 100, 1),
                payout(2, PayoutState.PENDING, 100, 0),
                payout(3, PayoutState.HELD, 100, 0));

        assertThat(divided(60, payouts)).containsExactly("3 60");
        assertThat(divided(150, payouts)).containsExactly("3 100", "2 50");
        assertThat(divided(230, payouts)).containsExactly("3 100", "2 100", "1 30");
    }

    /** The partner has its money back already, so the customer must not pay it again. */
    @Test
    void takesCancelledPartsBeforeAllOthers() {
        List<Paying> payouts = List.of(
                payout(1, PayoutState.CANCELLED, 100, 1),
                payout(2, PayoutState.PENDING, 100, 0),
                payout(3, PayoutState.PAID, 100, 1));

        assertThat(divided(150, payouts)).containsExactly("2 50", "1 100");
    }

    /** The customer has what was set off, and the partner the rest. */
    @Test
    void takesOnlyWhatThePartnerHasOfACancelledPartBeforeTheOthers() {
        List<Paying> payouts = List.of(
                new Paying(owed(1, PayoutState.CANCELLED, 60, 0), Money.rupiah(100), false, Money.rupiah(60)),
                payout(2, PayoutState.PAID, 100, 1));

        assertThat(divided(50, payouts)).containsExactly("1 50");
        assertThat(divided(70, payouts)).containsExactly("2 10", "1 60");
        assertThat(divided(200, payouts)).containsExactly("2 100", "1 100");
    }

    /** The customer has what was set off. */
    @Test
    void takesPartsThatWereSetOffAfterThoseThatWereNotSent() {
        List<Paying> payouts = List.of(
                new Paying(owed(1, PayoutState.CANCELLED, 0, 0), Money.rupiah(100), false, Money.ZERO),
                payout(2, PayoutState.PENDING, 100, 0));

        assertThat(divided(120, payouts)).containsExactly("2 100", "1 20");
    }

    @Test
    void cancelsTriedPartOnlyAsAWhole() {
        List<Paying> payouts = List.of(payout(1, PayoutState.PAID, 100, 1), payout(2, PayoutState.ATTENTION, 100, 2));

        assertThat(divided(120, payouts)).containsExactly("2 100", "1 20");
        assertThat(divided(80, payouts)).as("it keeps its amount").containsExactly("1 80");
    }

    @Test
    void takesWhatMayStillBePaidLast() {
        List<Paying> payouts = List.of(
                payout(1, PayoutState.PAID, 100, 1),
                payout(2, PayoutState.IN_FLIGHT, 100, 1),
                new Paying(owed(3, PayoutState.PENDING, 100, 1), Money.rupiah(100), true, Money.ZERO));

        assertThat(divided(130, payouts)).containsExactly("3 30", "1 100");
        assertThat(divided(300, payouts)).containsExactly("3 100", "2 100", "1 100");
    }

    /** A payout pays more for the purchase than it sends, if a part of it was set off. */
    @Test
    void takesWhatWasSetOffAfterWhatOthersHaveNotSent() {
        List<Paying> payouts = List.of(
                payout(1, PayoutState.PENDING, 100, 0),
                new Paying(owed(2, PayoutState.PENDING, 70, 0), Money.rupiah(100), false, Money.ZERO));

        assertThat(divided(150, payouts)).containsExactly("2 70", "1 80");
        assertThat(divided(200, payouts)).containsExactly("2 100", "1 100");
    }

    @Test
    void takesWhatEarlierRefundsLeft() {
        List<Paying> payouts = List.of(
                payout(1, PayoutState.PENDING, 100, 0),
                new Paying(owed(2, PayoutState.PAID, 100, 1), Money.rupiah(40), false, Money.ZERO));

        assertThat(divided(140, payouts)).containsExactly("2 40", "1 100");
        assertThatIllegalStateException().isThrownBy(() -> divided(141, payouts));
    }

    private static List<String> divided(long amount, List<Paying> payouts) {
        return RefundShares.of(Money.rupiah(amount), payouts).stream()
                .map(share -> share.payout().id().getLeastSignificantBits() + " "
                        + share.amount().number().toPlainString())
                .toList();
    }

    private static Paying payout(long number, PayoutState state, long amount, int attempts) {
        Money returned = state == PayoutState.CANCELLED ? Money.rupiah(amount) : Money.ZERO;
        return new Paying(owed(number, state, amount, attempts), Money.rupiah(amount), false, returned);
    }

    private static Payouts.Owed owed(long number, PayoutState state, long amount, int attempts) {
        return new Payouts.Owed(
                new UUID(0, number),
                new PartnerId(1),
                "W",
                Money.rupiah(amount),
                state,
                state == PayoutState.HELD ? HoldReason.PROVIDERS_PAUSED : null,
                attempts,
                0,
                Instant.EPOCH);
    }
}
