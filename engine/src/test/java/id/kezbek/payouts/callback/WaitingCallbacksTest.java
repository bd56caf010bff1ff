package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Callbacks about which the provider is asked: none waits for ever for an answer. */
@PayoutsTest
class WaitingCallbacksTest {

    @Autowired
    ReceiveCallback receiveCallback;

    @Autowired
    LateChecks lateChecks;

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    Outcomes outcomes;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutArchive archive;

    @Autowired
    Attempts attempts;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    /** The provider was never given the order that its callback speaks of, and says so to each question of a day. */
    @Test
    void isPutBeforePeopleWhereNoAnswerOfADayProvesAnything() {
        UUID attempt = askedAboutFailed();
        assertThat(lateChecks.run()).isEqualTo(1);
        for (Duration wait :
                List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6))) {
            assertThat(kept(attempt)).as("another question is planned").containsExactly("SUCCESS ASKED 1");
            clock.advance(wait);
            assertThat(lateChecks.run()).as("after %s", wait).isEqualTo(1);
        }

        clock.advance(Duration.ofHours(17));
        assertThat(lateChecks.run()).as("no question is due").isZero();

        assertThat(kept(attempt)).containsExactly("SUCCESS FOR_PEOPLE 1");
        assertThat(waitForPeople()).contains(attempt);
        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.NOT_PAID, null, "two people");
        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
        assertThat(waitForPeople()).doesNotContain(attempt);
    }

    /** Planned inquiries are many after a provider was away. */
    @Test
    void isAskedAboutFiveMinutesBeforePlannedInquiries() {
        UUID planned = plannedBefore(Duration.ofMinutes(4));
        UUID overdue = plannedBefore(Duration.ofMinutes(6));
        UUID told = askedAboutFailed();

        List<Attempts.Unresolved> next =
                transactions.execute(status -> attempts.lockEnded(List.of("MTRANS"), clock.instant(), 3));

        assertThat(next)
                .as("many callbacks do not stop what has waited longer")
                .extracting(Attempts.Unresolved::id)
                .containsExactly(overdue, told, planned);
    }

    /** Callbacks that repeat do not lose their place. */
    @Test
    void keepsAnEarlierPlaceOfItsAttempt() {
        UUID overdue = plannedBefore(Duration.ofMinutes(6));
        UUID told = askedAboutFailed();

        assertThat(attempts.askNow(overdue, AttemptState.FAILED, clock.instant()))
                .isTrue();

        List<Attempts.Unresolved> next =
                transactions.execute(status -> attempts.lockEnded(List.of("MTRANS"), clock.instant(), 2));
        assertThat(next).extracting(Attempts.Unresolved::id).containsExactly(overdue, told);
    }

    private UUID plannedBefore(Duration ago) {
        UUID planned = askedAboutFailed();
        jdbc.sql("update payouts.attempt set next_inquiry_at = ? where id = ?")
                .params(Timestamp.from(clock.instant().minus(ago)), planned)
                .update();
        return planned;
    }

    @Test
    void isPutBeforePeopleWhereTheProcessThatAskedDied() {
        UUID attempt = askedAboutFailed();
        // The last question was claimed, and nobody handed its answer in.
        jdbc.sql("update payouts.attempt set next_inquiry_at = null where id = ?")
                .param(attempt)
                .update();
        lateChecks.run();
        assertThat(kept(attempt)).as("it may be under way").containsExactly("SUCCESS ASKED 1");

        clock.advance(Duration.ofSeconds(61));
        lateChecks.run();

        assertThat(kept(attempt)).containsExactly("SUCCESS FOR_PEOPLE 1");
        assertThat(waitForPeople()).contains(attempt);
    }

    @Test
    void isPutBeforePeopleWhereTheProviderIsGone() {
        UUID attempt = askedAboutFailed();
        jdbc.sql("update payouts.attempt set provider = 'GONE' where id = ?")
                .param(attempt)
                .update();
        clock.advance(Duration.ofHours(23));
        lateChecks.run();
        assertThat(kept(attempt)).as("it may come back").containsExactly("SUCCESS ASKED 1");

        clock.advance(Duration.ofHours(2));
        lateChecks.run();

        assertThat(kept(attempt)).containsExactly("SUCCESS FOR_PEOPLE 1");
        assertThat(waitForPeople()).contains(attempt);
    }

    /** After a day without an answer they may decide, and their decision is the answer. */
    @Test
    void isAnsweredByPeopleWhoDecideOtherwiseAfterADay() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        clock.advance(Duration.ofHours(24));
        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.NOT_PAID, null, "two people");
        jdbc.sql("update payouts.attempt set next_inquiry_at = null where id = ?")
                .param(attempt)
                .update();

        clock.advance(Duration.ofSeconds(61));
        lateChecks.run();

        assertThat(kept(attempt)).as("it is not put before people again").containsExactly("SUCCESS APPLIED 1");
    }

    @Test
    void isAnsweredWherePeopleDecidedTheSame() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.PAID, null, "two people");

        clock.advance(Duration.ofSeconds(61));
        lateChecks.run();

        assertThat(kept(attempt)).containsExactly("SUCCESS APPLIED 1");
    }

    @Test
    void isAnsweredWhereTheAnswerComesAfterItWasPutBeforePeople() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        jdbc.sql("update payouts.attempt set next_inquiry_at = null where id = ?")
                .param(attempt)
                .update();
        clock.advance(Duration.ofSeconds(61));
        lateChecks.run();
        assertThat(kept(attempt)).containsExactly("FAILED FOR_PEOPLE 1");

        assertThat(tell("MTRANS", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(kept(attempt)).containsExactly("FAILED CONTRADICTED 1", "REVERSED CONTRADICTED 1");
    }

    /** An attempt that is recorded as failed and told to be paid, of an order that the provider never got. */
    private UUID askedAboutFailed() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        outcomes.report(new Report(attempt, payout, new Finding.NotPaid("TEST", Finding.Proof.DECIDED)));
        stage.put(payout, PayoutState.HELD, HoldReason.PROVIDERS_PAUSED.name());
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        return attempt;
    }

    /** The attempts of payouts that are listed because a callback waits for people. */
    private List<UUID> waitForPeople() {
        return archive
                .stuck(new PayoutArchive.StuckPage(
                        new StuckFilter(null, null, PayoutArchive.WaitsFor.CALLBACK, Set.of(), null, null, null),
                        null,
                        clock.instant(),
                        1_000))
                .stream()
                .flatMap(stuck -> stage.attempts(stuck.payout().id()).stream())
                .map(one -> one.id())
                .toList();
    }

    private CallbackVerdict tell(String provider, UUID attempt, Status status, long rupiah) {
        return receiveCallback.receive(
                provider,
                new Callback(Ids.text(attempt), status, Money.rupiah(rupiah), clock.instant()),
                body(attempt, status, rupiah));
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

    private List<String> kept(UUID attempt) {
        return jdbc.sql("""
                        select concat_ws(' ', status, verdict, times) from payouts.callback
                        where external_id = ? and verdict <> 'UNKNOWN_REFERENCE' order by id""").param(Ids.text(attempt)).query(String.class).list();
    }
}
