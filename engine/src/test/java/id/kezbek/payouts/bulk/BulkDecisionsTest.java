package id.kezbek.payouts.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.bulk.BulkDecisions.Outcome;
import id.kezbek.payouts.bulk.BulkDecisions.Stored;
import id.kezbek.payouts.bulk.ProposeBulkDecision.Seen;
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
        List<UUID> three = List.of(inAttention(), inAttention(), inAttention());
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
                .contains("it was ATTENTION, Rp8.000, after 0 attempts and is now PENDING");
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
        List<UUID> two = List.of(inAttention(), inAttention());
        approve(propose.propose(BulkDecision.CANCEL, seen(two), "the wallets are closed", ONE));
        assertThat(two).extracting(stage::state).containsOnly(PayoutState.CANCELLED);
        assertThat(stage.facts(two.getFirst())).anyMatch(fact -> fact.equals("PAYOUT_CANCELLED"));

        Msisdn customer = stage.customer();
        UUID unknown = unknownAtGoPaid(customer);
        StuckFilter atGoPaid = new StuckFilter(null, customer, null, Set.of(), null, "GOPAIDH2H", null);
        assertThat(listDecidable.list(BulkDecision.RETRY, atGoPaid).payouts()).isEmpty();
        assertThat(listDecidable.list(BulkDecision.NOT_PAID, atGoPaid).payouts())
                .extracting(one -> one.payout().id())
                .containsExactly(unknown);
        approve(propose.propose(BulkDecision.NOT_PAID, seen(List.of(unknown)), "their statement lacks it", ONE));
        assertThat(stage.state(unknown)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void filtersByReasonStateProviderAndAge() {
        UUID one = inAttention();
        assertThat(listed(BulkDecision.RETRY)).containsExactly(one);
        assertThat(listDecidable
                        .list(BulkDecision.RETRY, filter("ANOTHER_REASON", null))
                        .payouts())
                .isEmpty();
        assertThat(listDecidable
                        .list(BulkDecision.RETRY, filter(REASON, "XENIT"))
                        .payouts())
                .isEmpty();
        assertThat(listDecidable
                        .list(BulkDecision.CANCEL, filter(REASON, null).in(Set.of(PayoutState.HELD)))
                        .payouts())
                .isEmpty();
        StuckFilter old = new StuckFilter(
                null, null, null, Set.of(), REASON, null, clock.instant().minus(Duration.ofHours(1)));
        assertThat(listDecidable.list(BulkDecision.RETRY, old).payouts()).isEmpty();
        clock.advance(Duration.ofHours(2));
        StuckFilter older = new StuckFilter(
                null, null, null, Set.of(), REASON, null, clock.instant().minus(Duration.ofHours(1)));
        assertThat(listDecidable.list(BulkDecision.RETRY, older).payouts()).hasSize(1);
    }

    @Test
    void refusesAListThatIsNoLongerAsThePersonSawIt() {
        List<UUID> two = List.of(inAttention(), inAttention());
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
        return listDecidable.list(decision, filter(REASON, null)).payouts().stream()
                .map(one -> one.payout().id())
                .toList();
    }

    private static StuckFilter filter(String reason, String provider) {
        return new StuckFilter(null, null, null, Set.of(), reason, provider, null);
    }

    private static List<Seen> seen(List<UUID> payouts) {
        return payouts.stream().map(payout -> new Seen(payout, AMOUNT)).toList();
    }

    private UUID inAttention() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 8_000);
        stage.put(payout, PayoutState.ATTENTION, REASON);
        return payout;
    }

    private UUID unknownAtGoPaid(Msisdn customer) {
        UUID payout = stage.order(customer, "GPAID", 8_000);
        stage.abandonWhileSending(payout, "GOPAIDH2H", clock.instant().plusSeconds(10));
        clock.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        return payout;
    }
}
