package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
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
    Inquiry inquiry;

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    Outcomes outcomes;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry meters;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void waitsForTheOrdersOwnAnswerWhileItIsUnderWay() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ACCEPTED);
        assertThat(stage.journal(payout)).isEmpty();
        outcomes.report(new Report(attempt, payout, new Finding.Paid(java.util.Optional.of("theirs"))));
        clock.advance(Duration.ofSeconds(6));
        assertThat(receiveCallback.applyOpen()).isEqualTo(1);

        assertThat(kept(attempt)).containsExactly("SUCCESS NO_NEWS 1");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @Test
    void asksAtOnceAboutAnUnknownAttemptAndTheAnswerCounts() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(inquiry.run()).as("nothing is due yet").isZero();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).as("a callback moves nothing").isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(inquiry.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
    }

    /** A stolen callback secret must not be worth money. */
    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"FAILED", "REVERSED"})
    void aLieAboutAPaidOrAnUnknownPayoutPaysNothingAgainAndBooksNothing(Status lie) throws Exception {
        Msisdn customer = stage.customer();
        UUID paid = stage.order(customer, "LSAJA", 3_000);
        send();
        UUID paidAttempt = stage.attempts(paid).getFirst().id();
        UUID unknown = lostAnswer();
        UUID unknownAttempt = stage.attempts(unknown).getFirst().id();

        assertThat(tell("MTRANS", paidAttempt, lie, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(tell("MTRANS", unknownAttempt, lie, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        send();
        assertThat(stage.journal(paid)).as("before the provider was asked").hasSize(2);
        lateChecks.run();
        inquiry.run();
        send();

        for (UUID payout : new UUID[] {paid, unknown}) {
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
            assertThat(stage.attempts(payout)).hasSize(1);
            assertThat(stage.journal(payout))
                    .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
        }
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(kept(paidAttempt)).containsExactly(lie + " CONTRADICTED 1");
        assertThat(kept(unknownAttempt)).containsExactly(lie + " CONTRADICTED 1");
    }

    @Test
    void aLieAboutAPaymentOfAFailedAttemptBooksNothing() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        double told = contradictions();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        lateChecks.run();
        assertThat(contradictions()).as("security events").isEqualTo(told + 1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        assertThat(kept(attempt)).containsExactly("SUCCESS CONTRADICTED 1");
    }

    @Test
    void refusesWhatIsOldOrFromTheFutureEvenWhereItWasTakenOnce() throws Exception {
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
    void peopleDecideWhereTheProviderCannotBeAsked() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "GPAID", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThatThrownBy(() -> resolveAttempt.check(attempt)).isInstanceOf(Refusal.class);

        assertThat(tell("GOPAIDH2H", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);
        assertThat(tell("GOPAIDH2H", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.FOR_PEOPLE);
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);

        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.NOT_PAID, null, "two people");
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(kept(attempt)).containsExactly("SUCCESS NO_NEWS 1", "REVERSED APPLIED 1");
        assertThatThrownBy(() -> resolveAttempt.check(attempt)).isInstanceOf(Refusal.class);
    }

    @Test
    void peopleConfirmWhatIsRecordedAndNothingMoves() throws Exception {
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
        assertThatThrownBy(() -> resolveAttempt.check(attempt))
                .as("it waits for nobody any more")
                .isInstanceOf(Refusal.class);
    }

    @Test
    void anyNumberOfCopiesAtOnceAreOneCallback() throws Exception {
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
    void newsOfTheBeginningAfterTheEndIsNoNews() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);
        assertThat(tell("MTRANS", attempt, Status.PENDING, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aFailureThatTheProviderConfirmsFreesThePayoutForTheNextProvider() throws Exception {
        UUID payout = failedWithoutAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(kept(attempt)).containsExactly("FAILED APPLIED 1");
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
    void aReversalIsBookedOnceTheProviderConfirmsIt() throws Exception {
        UUID payout = paidAndTakenBack(stage.customer());
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(lateChecks.run()).isEqualTo(1);
        // Older news that comes after the newer.
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(kept(attempt)).containsExactly("REVERSED APPLIED 1", "SUCCESS NO_NEWS 1");
        assertThat(stage.journal(payout))
                .containsExactly(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 500",
                        "REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
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
    void whatADeadProcessKeptAndDidNotApplyIsApplied() throws Exception {
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
    void oneThatCannotBeAppliedKeepsNoOtherWaiting() throws Exception {
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

    private double contradictions() {
        return meters.counter("cezbek.security.events", "event", "callback-contradicted")
                .count();
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

    /** Paid at the provider, whose answer is lost. */
    private UUID lostAnswer() throws InterruptedException {
        stage.faults("MTRANS", "{\"error_after\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        stage.noFaults();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        return payout;
    }

    /** Paid and taken back at the provider, whose answer to the order is lost: asked, it says FAILED. */
    private UUID failedWithoutAnswer() throws InterruptedException {
        stage.faults("MTRANS", "{\"error_after\": 1.0, \"reverse\": 1.0, \"reverse_after_s\": 0}");
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        Eventually.holds(
                "the provider takes it back", () -> stage.booked(customer).size() == 2);
        stage.noFaults();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        return payout;
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
