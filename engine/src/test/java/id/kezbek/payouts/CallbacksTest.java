package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.Callback.Status;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What providers tell by themselves: in time, late, doubled, out of order, wrong. */
@PayoutsTest
class CallbacksTest {

    @Autowired
    ReceiveCallback receiveCallback;

    @Autowired
    LateChecks lateChecks;

    @Autowired
    Outcomes outcomes;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void newsOfThePaymentBeforeItsAnswerSettlesItOnce() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.APPLIED);
        // The answer that was on its way all the time.
        outcomes.report(new Report(attempt, payout, new Finding.Paid(java.util.Optional.of("theirs"))));

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @Test
    void anyNumberOfCopiesAtOnceAreOneCallback() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        byte[] body = body(attempt, Status.SUCCESS, 3_000);
        Callback callback = callback(attempt, Status.SUCCESS, 3_000);
        Callable<CallbackVerdict> copy = () -> receiveCallback.receive("MTRANS", callback, body);

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var told : threads.invokeAll(Collections.nCopies(24, copy))) {
                assertThat(told.get()).isIn(CallbackVerdict.APPLIED, CallbackVerdict.NO_NEWS, CallbackVerdict.ACCEPTED);
            }
        }

        assertThat(stage.journal(payout)).hasSize(2);
        assertThat(kept(attempt)).hasSize(1).first().asString().endsWith(" 24");
    }

    @Test
    void newsOfTheBeginningAfterTheEndIsNoNews() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);

        tell("MTRANS", attempt, Status.SUCCESS, 3_000);
        assertThat(tell("MTRANS", attempt, Status.PENDING, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aFailureFreesThePayoutForTheNextProvider() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.APPLIED);
        clock.advance(Duration.ofSeconds(2));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout).getLast().provider()).isEqualTo("XENIT");
    }

    @Test
    void aFailureSaidOfAPaidOneIsAskedAboutAndTheProvidersAnswerCounts() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.SUCCEEDED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void aPaymentThatWasTakenBackIsPaidAgain() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = paidAndTakenBack(customer);
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
        stage.noFaults();
        clock.advance(Duration.ofSeconds(2));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer).stream()
                        .mapToLong(line -> line.amount())
                        .sum())
                .isEqualTo(3_000);
    }

    @Test
    void aReversalTellsBothThatItWasPaidAndThatItIsNot() throws Exception {
        UUID known = paidAndTakenBack(stage.customer());
        UUID knownAttempt = stage.attempts(known).getFirst().id();
        UUID unheardOf = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(unheardOf);

        assertThat(tell("MTRANS", knownAttempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.APPLIED);
        assertThat(tell("MTRANS", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.APPLIED);
        // Older news that comes after the newer.
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        for (UUID payout : new UUID[] {known, unheardOf}) {
            assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
            assertThat(stage.journal(payout))
                    .containsExactly(
                            "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                            "PROVIDER_FEE: FEES <- FLOAT 500",
                            "REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
        }
    }

    @Test
    void staleNewsOfAPaymentThatWasTakenBackSinceIsNotBelieved() throws Exception {
        UUID payout = paidAndTakenBack(stage.customer());
        // As if the payment's own answer had been lost, and the failure had been heard of first.
        UUID attempt = stage.attempts(payout).getFirst().id();
        jdbc.sql("update payouts.attempt set state = 'FAILED', reason = 'INQUIRY_SAYS_FAILED' where id = ?")
                .param(attempt)
                .update();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void whatIsAboutNoOrderOfOursIsRefusedKeptAndMovesNothing(Status status) throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        UUID atGoPaid = stage.order(stage.customer(), "GPAID", 3_000);
        send();
        UUID goPaid = stage.attempts(atGoPaid).getFirst().id();

        assertRefused("MTRANS", new UUID(1, 1), status, 3_000);
        assertRefused("XENIT", attempt, status, 3_000);
        assertRefused("MTRANS", attempt, status, 3_001);
        assertRefused("GOPAIDH2H", goPaid, status, 3_000);
        assertThatThrownBy(() -> receiveCallback.receive(
                        "MTRANS",
                        new Callback("no id of ours", status, Money.rupiah(3_000), clock.instant()),
                        "other".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(stage.journal(payout)).isEmpty();
        assertThat(stage.state(atGoPaid)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly(status + " WRONG_AMOUNT 1");
        assertThat(kept(goPaid)).containsExactly(status + " NO_REFERENCES 1");
    }

    @Test
    void whatADeadProcessKeptAndDidNotApplyIsApplied() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        leaveBehind("\\x01", attempt);

        assertThat(receiveCallback.applyOpen()).as("it may be under way").isZero();
        clock.advance(Duration.ofSeconds(6));
        assertThat(receiveCallback.applyOpen()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
        assertThat(receiveCallback.applyOpen()).isZero();
    }

    /** An attempt that is not there stands for whatever makes one callback fail each time. */
    @Test
    void oneThatCannotBeAppliedKeepsNoOtherWaiting() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        UUID gone = UUID.randomUUID();
        leaveBehind("\\x02", gone);
        clock.advance(Duration.ofSeconds(1));
        leaveBehind("\\x03", attempt);
        clock.advance(Duration.ofSeconds(6));

        assertThat(receiveCallback.applyOpen()).isEqualTo(2);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
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
                .params(digest, Ids.text(attempt), attempt, java.sql.Timestamp.from(clock.instant()))
                .update();
    }

    private void assertRefused(String provider, UUID attempt, Status status, long rupiah) {
        assertThatThrownBy(() -> tell(provider, attempt, status, rupiah))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CALLBACK_REFUSED));
    }

    private CallbackVerdict tell(String provider, UUID attempt, Status status, long rupiah) {
        return receiveCallback.receive(provider, callback(attempt, status, rupiah), body(attempt, status, rupiah));
    }

    private Callback callback(UUID attempt, Status status, long rupiah) {
        return new Callback(Ids.text(attempt), status, Money.rupiah(rupiah), clock.instant());
    }

    /** What is signed; that it is the callback's text is the web edge's matter. */
    private static byte[] body(UUID attempt, Status status, long rupiah) {
        return (Ids.text(attempt) + status + rupiah).getBytes(StandardCharsets.UTF_8);
    }

    private UUID unknown(UUID payout) {
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        return attempt;
    }

    private UUID paidAndTakenBack(Msisdn customer) throws InterruptedException {
        stage.faults("MTRANS", "{\"reverse\": 1.0, \"reverse_after_s\": 0}");
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        Eventually.holds(
                "the provider takes it back", () -> stage.booked(customer).size() == 2);
        stage.noFaults();
        assertThat(stage.state(payout)).as("nobody has told us").isEqualTo(PayoutState.PAID);
        return payout;
    }

    private java.util.List<String> kept(UUID attempt) {
        return jdbc.sql("""
                        select concat_ws(' ', status, verdict, times) from payouts.callback
                        where external_id = ? and verdict <> 'UNKNOWN_REFERENCE' order by id""").param(Ids.text(attempt)).query(String.class).list();
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
