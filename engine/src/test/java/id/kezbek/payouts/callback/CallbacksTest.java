package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Callbacks in time, late, doubled, out of order and wrong. */
@PayoutsTest
class CallbacksTest extends CallbackScene {

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    Outcomes outcomes;

    @Test
    void waitsForResponseToOpenOrder() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ACCEPTED);
        assertThat(stage.journal(payout)).isEmpty();
        outcomes.report(new Report(attempt, payout, new Finding.Paid(Optional.of("theirs"))));
        clock.advance(Duration.ofSeconds(6));
        assertThat(receiveCallback.applyOpen()).isEqualTo(1);

        assertThat(kept(attempt)).containsExactly("SUCCESS NO_NEWS 1");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @Test
    void inquiresAtOnceAboutUnknownAttempt() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(inquiry.run()).as("nothing is due yet").isZero();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).as("a callback moves nothing").isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(inquiry.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
    }

    @Test
    void refusesOldOrFutureCallbackEvenIfAcceptedBefore() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        Callback callback = callback(attempt, Status.SUCCESS, 3_000);
        byte[] body = body(attempt, Status.SUCCESS, 3_000);
        Callback ahead = new Callback(
                Ids.text(attempt),
                Status.SUCCESS,
                Money.rupiah(3_000),
                clock.instant().plus(Duration.ofMinutes(6)));

        assertThat(receiveCallback.receive("MTRANS", callback, body)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(receiveCallback.receive("MTRANS", callback, body))
                .as("a replay asks no second time")
                .isEqualTo(CallbackVerdict.ASKED);
        assertThat(inquiry.run()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(16));
        assertThatThrownBy(() -> receiveCallback.receive("MTRANS", callback, body))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CALLBACK_REFUSED));
        clock.advance(Duration.ofMinutes(-16));
        assertThatThrownBy(() -> receiveCallback.receive("MTRANS", ahead, new byte[] {1, 2, 3}))
                .isInstanceOf(Refusal.class);

        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 3", "SUCCESS EXPIRED 1");
    }

    @Test
    void peopleDecideIfProviderHasNoInquiry() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "GPAID", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThatThrownBy(() -> resolveAttempt.check(attempt, ResolveAttempt.Resolution.NOT_PAID))
                .isInstanceOf(Refusal.class);

        assertThat(tell("GOPAIDH2H", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);
        assertThat(tell("GOPAIDH2H", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.FOR_PEOPLE);
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);

        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.NOT_PAID, null, "two people");
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(kept(attempt)).containsExactly("SUCCESS NO_NEWS 1", "REVERSED APPLIED 1");
        assertThatThrownBy(() -> resolveAttempt.check(attempt, ResolveAttempt.Resolution.NOT_PAID))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void confirmationByPeopleMovesNothing() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "GPAID", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(tell("GOPAIDH2H", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.FOR_PEOPLE);

        var resolved = resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.PAID, null, "two people");

        assertThat(resolved.attempt()).isEqualTo(AttemptState.SUCCEEDED);
        assertThat(resolved.payoutState()).isEqualTo(PayoutState.PAID);
        send();
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(stage.journal(payout)).hasSize(2);
        assertThatThrownBy(() -> resolveAttempt.check(attempt, ResolveAttempt.Resolution.NOT_PAID))
                .as("it waits for nobody any more")
                .isInstanceOf(Refusal.class);
    }

    @Test
    void concurrentCopiesCountAsOneCallback() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        byte[] body = body(attempt, Status.SUCCESS, 3_000);
        Callback callback = callback(attempt, Status.SUCCESS, 3_000);
        Callable<CallbackVerdict> copy = () -> receiveCallback.receive("MTRANS", callback, body);

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var told : threads.invokeAll(Collections.nCopies(24, copy))) {
                assertThat(told.get()).isIn(CallbackVerdict.ASKED, CallbackVerdict.ACCEPTED);
            }
        }

        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.journal(payout)).hasSize(2);
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 24");
    }

    @Test
    void earlierStatusAfterFinalOneChangesNothing() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);
        assertThat(tell("MTRANS", attempt, Status.PENDING, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void refusesAndKeepsCallbackWithoutMatchingOrder(Status status) throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        UUID atGoPaid = stage.order(stage.customer(), "GPAID", 3_000);
        send();
        UUID goPaid = stage.attempts(atGoPaid).getFirst().id();

        assertRefused("MTRANS", new UUID(1, 1), status, 3_000);
        assertRefused("XENIT", attempt, status, 3_000);
        assertRefused("MTRANS", attempt, status, 3_001);
        assertRefused("GOPAIDH2H", attempt, status, 3_000);
        assertRefused("GOPAIDH2H", goPaid, status, 2_999);
        assertThatThrownBy(() -> receiveCallback.receive(
                        "MTRANS",
                        new Callback("no id of ours", status, Money.rupiah(3_000), clock.instant()),
                        "other".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(stage.journal(payout)).isEmpty();
        assertThat(stage.state(atGoPaid)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly(status + " WRONG_AMOUNT 1");
        assertThat(kept(goPaid)).containsExactly(status + " WRONG_AMOUNT 1");
    }

    @Test
    void appliesCallbackOfStoppedProcess() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        leaveBehind("\\x01", attempt);

        assertThat(receiveCallback.applyOpen()).as("it may be under way").isZero();
        clock.advance(Duration.ofSeconds(6));
        assertThat(receiveCallback.applyOpen()).isEqualTo(1);

        assertThat(kept(attempt)).containsExactly("SUCCESS ASKED 1");
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
        assertThat(receiveCallback.applyOpen()).isZero();
    }

    /** An attempt that is not there stands for whatever makes one callback fail each time. */
    @Test
    void failingCallbackDoesNotDelayOthers() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        UUID gone = UUID.randomUUID();
        leaveBehind("\\x02", gone);
        clock.advance(Duration.ofSeconds(1));
        leaveBehind("\\x03", attempt);
        clock.advance(Duration.ofSeconds(6));

        assertThat(receiveCallback.applyOpen()).isEqualTo(2);

        assertThat(kept(attempt)).containsExactly("SUCCESS ASKED 1");
        assertThat(kept(gone)).as("it stays to be tried again").containsExactly("SUCCESS ACCEPTED 1");
        jdbc.sql("update payouts.callback set verdict = 'NO_NEWS' where attempt = ?")
                .param(gone)
                .update();
    }

    private void leaveBehind(String digest, UUID attempt) {
        jdbc.sql("""
                insert into payouts.callback (id, provider, digest, external_id, status, amount, told_at, attempt, verdict,
                  received_at, last_received_at)
                values (gen_random_uuid(), 'MTRANS', ?::bytea, ?, 'SUCCESS', 3000, now(), ?, 'ACCEPTED', ?, now())""")
                .params(digest, Ids.text(attempt), attempt, Timestamp.from(clock.instant()))
                .update();
    }

    private void assertRefused(String provider, UUID attempt, Status status, long rupiah) {
        assertThatThrownBy(() -> tell(provider, attempt, status, rupiah))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CALLBACK_REFUSED));
    }

    private UUID unknown(UUID payout) {
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        return attempt;
    }
}
