package id.kezbek.payouts.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.bulk.BulkDecisions.Outcome;
import id.kezbek.payouts.bulk.BulkDecisions.Stored;
import id.kezbek.payouts.bulk.ProposeBulkDecision.Seen;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One decision of two people about many payouts. */
@PayoutsTest
class BulkDecisionsTest {

    private static final Caller ONE = new Caller(Role.OPERATIONS, "one@staff.example", null);
    private static final Caller OTHER = new Caller(Role.ADMIN, "other@staff.example", null);
    private static final String REASON = "TEST_OF_MANY";
    private static final Set<CallbackVerdict> OPEN = EnumSet.of(
            CallbackVerdict.ACCEPTED, CallbackVerdict.ASKED, CallbackVerdict.FOR_PEOPLE, CallbackVerdict.CONTRADICTED);
    private static final Money AMOUNT = Money.rupiah(8_000);

    @Autowired
    ListDecidable listDecidable;

    @Autowired
    ProposeBulkDecision propose;

    @Autowired
    DecideApproval decide;

    @Autowired
    ApplyBulkDecisions applyBulkDecisions;

    @Autowired
    BulkDecisions decisions;

    @Autowired
    RetryPayout retryPayout;

    @Autowired
    ReceiveCallback receiveCallback;

    @Autowired
    Callbacks callbacks;

    @Autowired
    Inquiry inquiry;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    @Test
    void skipsAPayoutThatChangedMeanwhileAndDecidesTheOthers() {
        List<UUID> three = List.of(stage.inAttention(REASON), stage.inAttention(REASON), stage.inAttention(REASON));
        assertThat(listed(BulkDecision.RETRY)).containsExactlyElementsOf(three);

        Approval proposed = propose.propose(BulkDecision.RETRY, seen(three), "the float is filled", ONE);
        assertThat(proposed.summary()).startsWith("3 payouts of Rp24.000 in total are retried");
        retryPayout.retry(three.get(1), "another decision");
        assertThat(applyBulkDecisions.run()).as("before the approval").isZero();
        Approval approved = decide.approve(proposed.id(), OTHER);

        assertThat(approved.warnings()).anyMatch(warning -> warning.startsWith("1 of 3 payouts have changed"));
        assertThat(stage.state(three.getFirst()))
                .as("each payout is decided after the approval, in a transaction of its own")
                .isEqualTo(PayoutState.ATTENTION);
        assertThat(applyBulkDecisions.run()).isEqualTo(3);
        assertThat(three).extracting(stage::state).containsOnly(PayoutState.PENDING);
        assertThat(decidedBy(three.getFirst())).isEqualTo("approval " + Ids.text(proposed.id()));
        assertThat(decidedBy(three.get(1))).isEqualTo("another decision");
        Stored stored = stored(proposed);
        assertThat(stored.items())
                .extracting(BulkDecisions.Item::outcome)
                .containsExactly(Outcome.DONE, Outcome.SKIPPED, Outcome.DONE);
        assertThat(stored.items().get(1).reason())
                .contains("it was ATTENTION (TEST_OF_MANY), Rp8.000, after 0 attempts and is now PENDING");
        assertThat(stored.endedAt()).isNotNull();
        assertThat(applyBulkDecisions.run()).as("once").isZero();
        assertThat(audited("PAYOUT_DECIDED", "payout " + Ids.text(three.getFirst())))
                .hasSize(1);
        assertThat(audited("PAYOUT_SKIPPED", "payout " + Ids.text(three.get(1))))
                .singleElement()
                .asString()
                .contains("is now PENDING");
        assertThat(audited("PAYOUTS_DECIDED", "approval " + Ids.text(proposed.id())))
                .singleElement()
                .asString()
                .contains("\"done\": \"2\"", "\"skipped\": \"1\"");
    }

    @Test
    void cancelsAndResolvesByTheCommandsOfSingleDecisions() {
        List<UUID> two = List.of(stage.inAttention(REASON), stage.inAttention(REASON));
        approve(propose.propose(BulkDecision.CANCEL, seen(two), "the wallets are closed", ONE));
        assertThat(two).extracting(stage::state).containsOnly(PayoutState.CANCELLED);
        assertThat(stage.facts(two.getFirst())).anyMatch(fact -> fact.equals("PAYOUT_CANCELLED"));

        Msisdn customer = stage.customer();
        UUID unknown = stage.unknownAtGoPaid(customer, inquiry);
        StuckFilter atGoPaid = new StuckFilter(null, customer, null, Set.of(), null, "GOPAIDH2H", null);
        assertThat(listDecidable.list(BulkDecision.RETRY, atGoPaid).payouts()).isEmpty();
        assertThat(listDecidable.list(BulkDecision.NOT_PAID, atGoPaid).payouts())
                .extracting(one -> one.payout().id())
                .containsExactly(unknown);
        approve(propose.propose(BulkDecision.NOT_PAID, seen(List.of(unknown)), "their statement lacks it", ONE));
        assertThat(stage.state(unknown)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void skipsAPayoutThatWaitsForAnotherReasonNow() {
        UUID payout = stage.inAttention(REASON);
        Approval proposed = propose.propose(BulkDecision.RETRY, seen(List.of(payout)), "the float is filled", ONE);
        jdbc.sql("update payouts.payout set reason = 'PAID_TWICE' where id = ?")
                .param(payout)
                .update();

        assertThat(decide.approve(proposed.id(), OTHER).warnings())
                .anyMatch(warning -> warning.startsWith("1 of 1 payouts have changed"));
        assertThat(applyBulkDecisions.run()).isEqualTo(1);
        assertThat(stored(proposed).items()).singleElement().satisfies(item -> {
            assertThat(item.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(item.reason()).contains("ATTENTION (TEST_OF_MANY)", "ATTENTION (PAID_TWICE)");
        });
        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
    }

    @Test
    void leavesAPayoutWithAnOpenCallbackOut() {
        Msisdn customer = stage.customer();
        UUID payout = stage.unknownAtGoPaid(customer, inquiry);
        UUID attempt = stage.attempts(payout).getFirst().id();
        Approval proposed = propose.propose(BulkDecision.NOT_PAID, seen(List.of(payout)), "not in their file", ONE);

        Callback paid = new Callback(Ids.text(attempt), Callback.Status.SUCCESS, AMOUNT, clock.instant());
        assertThat(receiveCallback.receive("GOPAIDH2H", paid, Ids.text(attempt).getBytes(UTF_8)))
                .isEqualTo(CallbackVerdict.FOR_PEOPLE);
        assertThat(decide.approve(proposed.id(), OTHER).warnings())
                .anyMatch(warning -> warning.contains("have an open callback"));
        assertThat(applyBulkDecisions.run()).isEqualTo(1);

        assertThat(stored(proposed).items()).singleElement().satisfies(item -> {
            assertThat(item.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(item.reason()).contains("callback about the payout is open");
        });
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(callbacks.waitForPeople(attempt)).as("the evidence").isTrue();
        assertThat(refused(BulkDecision.NOT_PAID, seen(List.of(payout)))).hasMessageContaining("open callback");
        for (CallbackVerdict verdict : CallbackVerdict.values()) {
            boolean isOpen = OPEN.contains(verdict);
            tell(attempt, verdict);
            assertThat(of(customer, BulkDecision.NOT_PAID)).as(verdict.name()).hasSize(isOpen ? 0 : 1);
        }
        endUnpaid(payout);
        assertThat(of(customer, BulkDecision.CANCEL)).containsExactly(payout);
        tell(attempt, CallbackVerdict.CONTRADICTED);
        assertThat(of(customer, BulkDecision.CANCEL))
                .as("it waits for funding and because of a callback")
                .isEmpty();
    }

    @Test
    void decidesNothingThatItsApprovalDidNotApprove() {
        UUID payout = stage.inAttention(REASON);
        Approval proposed = propose.propose(BulkDecision.RETRY, seen(List.of(payout)), "the float is filled", ONE);
        jdbc.sql("""
                update payouts.bulk_decision set approval = ?, approved_at = now()
                where id = (select decision from payouts.bulk_item where payout = ?)""").params(proposed.id(), payout).update();
        try {
            assertThatThrownBy(applyBulkDecisions::run).hasMessageContaining("is not what people have approved");
            assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        } finally {
            jdbc.sql("update payouts.bulk_decision set ended_at = now() where approval = ?")
                    .param(proposed.id())
                    .update();
        }
    }

    @Test
    void endsAlsoIfAnErrorPreventsTheDecisionEachTime() {
        UUID broken = stage.order(stage.customer(), "LSAJA", 8_000);
        stage.put(broken, PayoutState.HELD, "NO_KNOWN_REASON");
        UUID sound = stage.inAttention(REASON);
        Approval proposed = propose.propose(BulkDecision.CANCEL, seen(List.of(broken, sound)), "wallets closed", ONE);
        decide.approve(proposed.id(), OTHER);

        assertThatThrownBy(applyBulkDecisions::run).isInstanceOf(IllegalArgumentException.class);
        assertThat(stage.state(sound)).isEqualTo(PayoutState.CANCELLED);
        for (int tries = 1; tries < 20; tries++) {
            assertThat(stored(proposed).endedAt()).isNull();
            assertThatThrownBy(applyBulkDecisions::run).isInstanceOf(IllegalArgumentException.class);
        }
        Stored stored = stored(proposed);
        assertThat(stored.endedAt()).isNotNull();
        assertThat(stored.items())
                .extracting(BulkDecisions.Item::outcome)
                .containsExactly(Outcome.FAILED, Outcome.DONE);
        assertThat(stored.items().getFirst().reason()).contains("20 times", "the log contains");
        assertThat(stage.state(broken)).isEqualTo(PayoutState.HELD);
        assertThat(applyBulkDecisions.run()).isZero();
    }

    @Test
    void refusesAListThatIsNoLongerAsThePersonSawIt() {
        List<UUID> two = List.of(stage.inAttention(REASON), stage.inAttention(REASON));
        jdbc.sql("update payouts.payout set amount = 9000 where id = ?")
                .param(two.getFirst())
                .update();
        Refusal amount = refused(BulkDecision.RETRY, seen(two));
        assertThat(amount.code().v2Code()).isEqualTo("state-conflict");
        assertThat(amount).hasMessageContaining("1 of 2 payouts").hasMessageContaining("has the amount Rp9.000");

        List<UUID> last = List.of(two.getLast());
        assertThat(refused(BulkDecision.PAID, seen(last))).hasMessageContaining("is ATTENTION");
        UUID unknown = UUID.randomUUID();
        Refusal absent = refused(BulkDecision.RETRY, seen(List.of(two.getLast(), two.getLast(), unknown)));
        assertThat(absent.errors())
                .extracting(Refusal.FieldError::field)
                .containsExactly("payouts[1].id", "payouts[2].id");
        assertThat(jdbc.sql("select count(*) from payouts.bulk_item where payout = any(?)")
                        .param(two.toArray(UUID[]::new))
                        .query(Long.class)
                        .single())
                .as("nothing was recorded")
                .isZero();

        propose.propose(BulkDecision.RETRY, seen(last), "the float is filled", ONE);
        assertThat(refused(BulkDecision.RETRY, seen(last)))
                .as("the same list twice")
                .hasMessageContaining("another proposal of this kind is open");
    }

    private Refusal refused(BulkDecision decision, List<Seen> seen) {
        return catchThrowableOfType(Refusal.class, () -> propose.propose(decision, seen, "because", ONE));
    }

    private void approve(Approval proposed) {
        decide.approve(proposed.id(), OTHER);
        assertThat(applyBulkDecisions.run()).isPositive();
        assertThat(stored(proposed).items())
                .extracting(BulkDecisions.Item::outcome)
                .containsOnly(Outcome.DONE);
    }

    private Stored stored(Approval approval) {
        UUID id = jdbc.sql("select id from payouts.bulk_decision where approval = ?")
                .param(approval.id())
                .query(UUID.class)
                .single();
        return decisions.find(id).orElseThrow();
    }

    private String decidedBy(UUID payout) {
        return jdbc.sql("select decided_by from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single();
    }

    private List<String> audited(String act, String subject) {
        return jdbc.sql("select detail::jsonb::text from approvals.audit where act = ? and subject = ?")
                .params(act, subject)
                .query(String.class)
                .list();
    }

    private List<UUID> listed(BulkDecision decision) {
        return listDecidable
                .list(decision, new StuckFilter(null, null, null, Set.of(), REASON, null, null))
                .payouts()
                .stream()
                .map(one -> one.payout().id())
                .toList();
    }

    private static List<Seen> seen(List<UUID> payouts) {
        return payouts.stream().map(payout -> new Seen(payout, AMOUNT)).toList();
    }

    private static StuckFilter filterOf(Msisdn customer) {
        return new StuckFilter(null, customer, null, Set.of(), null, null, null);
    }

    private List<UUID> of(Msisdn customer, BulkDecision decision) {
        return listDecidable.list(decision, filterOf(customer)).payouts().stream()
                .map(one -> one.payout().id())
                .toList();
    }

    private void tell(UUID attempt, CallbackVerdict verdict) {
        jdbc.sql("update payouts.callback set verdict = ? where attempt = ?")
                .params(verdict.name(), attempt)
                .update();
    }

    /** The attempt failed, and the payout has waited for funding since. */
    private void endUnpaid(UUID payout) {
        jdbc.sql("update payouts.attempt set state = 'FAILED', ended_at = started_at where payout = ?")
                .param(payout)
                .update();
        jdbc.sql("update payouts.payout set state = 'HELD', reason = 'FUNDING_SHORT' where id = ?")
                .param(payout)
                .update();
        clock.advance(Duration.ofHours(2));
    }
}
