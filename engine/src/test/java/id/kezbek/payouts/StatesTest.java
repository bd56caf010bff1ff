package id.kezbek.payouts;

import static id.kezbek.payouts.PayoutState.ATTENTION;
import static id.kezbek.payouts.PayoutState.CANCELLED;
import static id.kezbek.payouts.PayoutState.HELD;
import static id.kezbek.payouts.PayoutState.IN_FLIGHT;
import static id.kezbek.payouts.PayoutState.PAID;
import static id.kezbek.payouts.PayoutState.PENDING;
import static id.kezbek.payouts.records.AttemptState.FAILED;
import static id.kezbek.payouts.records.AttemptState.REVERSED;
import static id.kezbek.payouts.records.AttemptState.SENDING;
import static id.kezbek.payouts.records.AttemptState.SUCCEEDED;
import static id.kezbek.payouts.records.AttemptState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import id.kezbek.payouts.records.AttemptChange;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutChange;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    private static final Map<AttemptState, Set<AttemptState>> ATTEMPT = Map.of(
            SENDING, Set.of(SUCCEEDED, FAILED, UNKNOWN),
            UNKNOWN, Set.of(SUCCEEDED, FAILED),
            FAILED, Set.of(SUCCEEDED),
            SUCCEEDED, Set.of(REVERSED),
            REVERSED, Set.of());

    private static final Map<PayoutState, Set<PayoutState>> PAYOUT = Map.of(
            HELD, Set.of(PENDING, PAID, CANCELLED),
            PENDING, Set.of(IN_FLIGHT, HELD, PAID, ATTENTION, CANCELLED),
            IN_FLIGHT, Set.of(PAID, PENDING, ATTENTION),
            PAID, Set.of(PENDING, ATTENTION),
            ATTENTION, Set.of(PENDING, HELD, PAID, CANCELLED),
            CANCELLED, Set.of());

    @Test
    void anAttemptMakesTheseTransitionsAndNoOther() {
        for (AttemptState from : AttemptState.values()) {
            assertThat(from.next()).as("after %s", from).isEqualTo(ATTEMPT.get(from));
            for (AttemptState to : AttemptState.values()) {
                if (ATTEMPT.get(from).contains(to)) {
                    assertThatCode(() -> attemptChange(from, to)).doesNotThrowAnyException();
                } else {
                    assertThatIllegalStateException().isThrownBy(() -> attemptChange(from, to));
                }
            }
        }
    }

    @Test
    void aPayoutMakesTheseTransitionsAndNoOther() {
        for (PayoutState from : PayoutState.values()) {
            assertThat(from.next()).as("after %s", from).isEqualTo(PAYOUT.get(from));
            for (PayoutState to : PayoutState.values()) {
                boolean postponed = from == PENDING && to == PENDING;
                if (postponed || PAYOUT.get(from).contains(to)) {
                    assertThatCode(() -> payoutChange(from, to)).doesNotThrowAnyException();
                } else {
                    assertThatIllegalStateException().isThrownBy(() -> payoutChange(from, to));
                }
            }
        }
    }

    @Test
    void anAcceptanceKeepsAnUnknownAttemptOpen() {
        assertThatCode(() -> new AttemptChange(new UUID(1, 1), UNKNOWN, UNKNOWN, null, "ACCEPTED", true, null, NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void aHeldPayoutMayBecomeTooSmall() {
        assertThatCode(() ->
                        new PayoutChange(new UUID(1, 1), HELD, HELD, "BELOW_WALLET_MINIMUM", null, 0, 0, NOW, null))
                .doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> new PayoutChange(new UUID(1, 1), HELD, HELD, "PROVIDERS_PAUSED", null, 0, 0, NOW, null));
    }

    @Test
    void onlyAnOpenAttemptCanStillMoveMoney() {
        assertThat(AttemptState.values()).filteredOn(AttemptState::isOpen).containsExactly(SENDING, UNKNOWN);
    }

    private static AttemptChange attemptChange(AttemptState from, AttemptState to) {
        return new AttemptChange(new UUID(1, 1), from, to, null, null, true, NOW, null);
    }

    private static PayoutChange payoutChange(PayoutState from, PayoutState to) {
        return new PayoutChange(new UUID(1, 1), from, to, null, null, 0, 0, NOW, null);
    }
}
