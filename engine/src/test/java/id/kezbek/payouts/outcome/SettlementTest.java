package id.kezbek.payouts.outcome;

import static id.kezbek.payouts.outcome.Settlement.decide;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.outcome.Settlement.Booking;
import id.kezbek.payouts.outcome.Settlement.Decision;
import id.kezbek.payouts.outcome.Settlement.Situation;
import id.kezbek.payouts.records.AttemptState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {

    private static final List<Finding> FINDINGS = List.of(
            new Finding.Paid(Optional.of("ref")),
            new Finding.NotPaid("HTTP_422", Finding.Proof.REFUSED),
            new Finding.Unclear("TIMEOUT"),
            new Finding.Reversed("CALLBACK"),
            new Finding.Accepted(Optional.of("ref")));

    /** attempt, payout, another paid, last try, finding -> attempt, payout, booking. */
    @ParameterizedTest
    @CsvSource({
        // The ordinary road, by answer and by inquiry.
        "SENDING, IN_FLIGHT, false, false, PAID,     SUCCEEDED, PAID,      SETTLE",
        "UNKNOWN, IN_FLIGHT, false, false, PAID,     SUCCEEDED, PAID,      SETTLE",
        "SENDING, IN_FLIGHT, false, false, NOT_PAID, FAILED,    PENDING,   NOTHING",
        "UNKNOWN, IN_FLIGHT, false, false, NOT_PAID, FAILED,    PENDING,   NOTHING",
        "SENDING, IN_FLIGHT, false, true,  NOT_PAID, FAILED,    ATTENTION, NOTHING",
        "SENDING, IN_FLIGHT, false, false, UNCLEAR,  UNKNOWN,   IN_FLIGHT, NOTHING",
        "SENDING, IN_FLIGHT, false, false, ACCEPTED, UNKNOWN,   IN_FLIGHT, NOTHING",
        "UNKNOWN, IN_FLIGHT, false, false, ACCEPTED, UNKNOWN,   IN_FLIGHT, NOTHING",
        // A failed attempt pays late: it ends the payout, whoever was waiting.
        "FAILED,  PENDING,   false, false, PAID,     SUCCEEDED, PAID,      SETTLE",
        "FAILED,  HELD,      false, false, PAID,     SUCCEEDED, PAID,      SETTLE",
        "FAILED,  ATTENTION, false, false, PAID,     SUCCEEDED, PAID,      SETTLE",
        // ... another has paid, or will have: one is settled, the other lies in suspense.
        "FAILED,  PAID,      true,  false, PAID,     SUCCEEDED, PAID,      PAID_TWICE",
        "FAILED,  IN_FLIGHT, false, false, PAID,     SUCCEEDED, IN_FLIGHT, SETTLE",
        "FAILED,  IN_FLIGHT, true,  false, PAID,     SUCCEEDED, IN_FLIGHT, PAID_TWICE",
        "SENDING, IN_FLIGHT, true,  false, PAID,     SUCCEEDED, PAID,      PAID_TWICE",
        "UNKNOWN, IN_FLIGHT, true,  false, PAID,     SUCCEEDED, PAID,      PAID_TWICE",
        "SENDING, IN_FLIGHT, true,  false, NOT_PAID, FAILED,    PAID,      NOTHING",
        "UNKNOWN, IN_FLIGHT, true,  true,  NOT_PAID, FAILED,    PAID,      NOTHING",
        // ... after the payout was cancelled and its money given back to the partner.
        "FAILED,  CANCELLED, false, false, PAID,     SUCCEEDED, CANCELLED, PAID_TWICE",
        // The provider takes it back.
        "SUCCEEDED, PAID,      false, false, REVERSED, REVERSED, PENDING,   REVERSE",
        "SUCCEEDED, PAID,      false, true,  REVERSED, REVERSED, ATTENTION, REVERSE",
        "SUCCEEDED, PAID,      true,  false, REVERSED, REVERSED, PAID,      REVERSE_SECOND",
        "SUCCEEDED, IN_FLIGHT, false, false, REVERSED, REVERSED, IN_FLIGHT, REVERSE",
        "SUCCEEDED, CANCELLED, false, false, REVERSED, REVERSED, CANCELLED, REVERSE_SECOND",
    })
    void decides(
            AttemptState attempt,
            PayoutState payout,
            boolean anotherPaid,
            boolean isLastTry,
            String finding,
            AttemptState attemptThen,
            PayoutState payoutThen,
            Booking booking) {
        assertThat(decide(new Situation(attempt, false, payout, anotherPaid, isLastTry), finding(finding)))
                .isEqualTo(new Decision.Apply(attemptThen, payoutThen, booking));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, PAID",
        "REVERSED, PAID",
        "FAILED, NOT_PAID",
        "REVERSED, NOT_PAID",
        "UNKNOWN, UNCLEAR",
        "SUCCEEDED, ACCEPTED",
        "FAILED, ACCEPTED",
        "SUCCEEDED, UNCLEAR",
        "FAILED, UNCLEAR",
        "REVERSED, UNCLEAR",
        "REVERSED, REVERSED"
    })
    void whatIsKnownIsNoNews(AttemptState attempt, String finding) {
        assertThat(decide(new Situation(attempt, false, PayoutState.PAID, false, false), finding(finding)))
                .isEqualTo(new Decision.AlreadyKnown());
    }

    @Test
    void neverSeenEndsOnlyWhatTheProviderHasNotAccepted() {
        Finding neverSeen = new Finding.NotPaid("NEVER_SEEN", Finding.Proof.NEVER_SEEN);
        assertThat(decide(unknown(true), neverSeen)).isEqualTo(new Decision.AlreadyKnown());
        assertThat(decide(unknown(false), neverSeen))
                .isEqualTo(new Decision.Apply(AttemptState.FAILED, PayoutState.PENDING, Booking.NOTHING));
        assertThat(decide(unknown(true), finding("NOT_PAID")))
                .isEqualTo(new Decision.Apply(AttemptState.FAILED, PayoutState.PENDING, Booking.NOTHING));
    }

    @Test
    void acceptanceIsKnownOnceItIsRecordedWithItsReference() {
        assertThat(decide(unknown(true), new Finding.Accepted(Optional.empty())))
                .isEqualTo(new Decision.AlreadyKnown());
        assertThat(decide(unknown(true), finding("ACCEPTED")))
                .isEqualTo(new Decision.Apply(AttemptState.UNKNOWN, PayoutState.IN_FLIGHT, Booking.NOTHING));
    }

    private static Situation unknown(boolean isAccepted) {
        return new Situation(AttemptState.UNKNOWN, isAccepted, PayoutState.IN_FLIGHT, false, false);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, NOT_PAID", "SENDING, REVERSED", "UNKNOWN, REVERSED", "FAILED, REVERSED"})
    void contradictionsChangeNothing(AttemptState attempt, String finding) {
        assertThat(decide(new Situation(attempt, false, PayoutState.PAID, false, false), finding(finding)))
                .isInstanceOf(Decision.Contradiction.class);
    }

    @ParameterizedTest
    @EnumSource(AttemptState.class)
    void neverDecidesATransitionThatTheStatesForbid(AttemptState attempt) {
        for (PayoutState payout : PayoutState.values()) {
            if (attempt.isOpen() && payout != PayoutState.IN_FLIGHT) {
                continue;
            }
            for (boolean anotherPaid : new boolean[] {true, false}) {
                for (boolean isLastTry : new boolean[] {true, false}) {
                    for (Finding finding : FINDINGS) {
                        isAllowed(new Situation(attempt, false, payout, anotherPaid, isLastTry), finding);
                    }
                }
            }
        }
    }

    @Test
    void ofTwoPaymentsExactlyOneIsSettled() {
        // Whatever the order in which two attempts of one payout turn out paid, exactly one is settled.
        assertThat(booking(new Situation(AttemptState.SENDING, false, PayoutState.IN_FLIGHT, false, false)))
                .isEqualTo(Booking.SETTLE);
        assertThat(booking(new Situation(AttemptState.FAILED, false, PayoutState.PAID, true, false)))
                .isEqualTo(Booking.PAID_TWICE);
        assertThat(booking(new Situation(AttemptState.FAILED, false, PayoutState.IN_FLIGHT, false, false)))
                .isEqualTo(Booking.SETTLE);
        assertThat(booking(new Situation(AttemptState.SENDING, false, PayoutState.IN_FLIGHT, true, false)))
                .isEqualTo(Booking.PAID_TWICE);
    }

    private static void isAllowed(Situation now, Finding finding) {
        if (decide(now, finding) instanceof Decision.Apply apply) {
            if (apply.attempt() != now.attempt()) {
                assertThat(now.attempt().canBecome(apply.attempt()))
                        .as("%s: %s", now, finding)
                        .isTrue();
            }
            if (apply.payout() != now.payout()) {
                assertThat(now.payout().canBecome(apply.payout()))
                        .as("%s: %s", now, finding)
                        .isTrue();
            }
        }
    }

    private static Booking booking(Situation now) {
        return switch (decide(now, finding("PAID"))) {
            case Decision.Apply apply -> apply.booking();
            case Decision.AlreadyKnown known -> Booking.NOTHING;
            case Decision.Contradiction contradiction -> Booking.NOTHING;
        };
    }

    private static Finding finding(String name) {
        return switch (name) {
            case "PAID" -> FINDINGS.get(0);
            case "NOT_PAID" -> FINDINGS.get(1);
            case "UNCLEAR" -> FINDINGS.get(2);
            case "REVERSED" -> FINDINGS.get(3);
            case "ACCEPTED" -> FINDINGS.get(4);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
