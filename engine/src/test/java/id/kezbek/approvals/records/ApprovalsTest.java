package id.kezbek.approvals.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.approvals.TestAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EngineTest
class ApprovalsTest {

    private static final int APPROVERS = 8;
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final Caller PROPOSER = new Caller(Role.FINANCE, "finance@staff.example", null);

    private final EngineUnderTest engine;
    private final ProposeAct proposeAct;
    private final TestAct act;
    private final StaffCalls staff;
    private final String thing;

    ApprovalsTest(EngineUnderTest engine, ProposeAct proposeAct, TestAct act, Ids ids) {
        this.engine = engine;
        this.proposeAct = proposeAct;
        this.act = act;
        this.staff = new StaffCalls(engine);
        this.thing = Ids.text(ids.next());
    }

    @BeforeEach
    void table() {
        engine.staffToken(Role.FINANCE);
        engine.staffToken(Role.OPERATIONS);
        engine.database()
                .sql("create table if not exists approvals.test_act (thing text not null, decision text not null)")
                .update();
        engine.database()
                .sql("grant select, insert on approvals.test_act to cezbek_app")
                .update();
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void secondPersonsApprovalCarriesOutAction() {
        Approval proposed = propose();
        assertThat(done()).isZero();

        Answer approved = decide(proposed, "approve", Role.ADMIN, "");

        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.body().get("state").asString()).isEqualTo("APPROVED");
        assertThat(approved.body().get("summary").asString()).isEqualTo("do it 2 times to " + thing);
        assertThat(approved.body().at("/arguments/times").asInt()).isEqualTo(2);
        assertThat(approved.body().get("proposed_by").asString()).isEqualTo("finance@staff.example");
        assertThat(approved.body().get("ended_by").asString()).isEqualTo("admin@staff.example");
        assertThat(done()).isOne();
        assertThat(audited()).containsExactly("PROPOSED_TEST_ACT", "APPROVED_TEST_ACT");
    }

    @Test
    void showsWarningsAtProposalAndApproval() {
        act.warn(thing, List.of("it is large", "it is \"late\""));
        Approval proposed = propose();
        assertThat(proposed.warnings()).containsExactly("it is large", "it is \"late\"");
        assertThat(warnings(staff.get("/api/v2/approvals/" + Ids.text(proposed.id()), Role.AUDITOR)))
                .containsExactly("it is large", "it is \"late\"");

        act.warn(thing, List.of("it is larger"));
        assertThat(warnings(decide(proposed, "approve", Role.ADMIN, ""))).containsExactly("it is larger");
        assertThat(done()).isOne();
    }

    private static List<String> warnings(Answer answer) {
        return answer.body()
                .get("warnings")
                .valueStream()
                .map(warning -> warning.asString())
                .toList();
    }

    @Test
    void refusesDecisionByProposer() {
        Approval proposed = propose();
        assertThat(decide(proposed, "approve", Role.FINANCE, "").v2()).isEqualTo("403 forbidden");
        assertThat(decide(proposed, "reject", Role.FINANCE, "{\"reason\":\"no\"}")
                        .v2())
                .isEqualTo("403 forbidden");
        assertThat(done()).isZero();
        assertThat(state(proposed)).isEqualTo("PROPOSED");
    }

    @Test
    void bothNeedTheActsRole() {
        Caller operations = new Caller(Role.OPERATIONS, "operations@staff.example", null);
        Refusal refused = catchThrowableOfType(
                Refusal.class, () -> proposeAct.propose(act, new TestAct.Arguments(thing, 1), "because", operations));
        assertThat(refused.code().v2Code()).isEqualTo("forbidden");

        Approval proposed = propose();
        assertThat(decide(proposed, "approve", Role.OPERATIONS, "").v2()).isEqualTo("403 forbidden");
        assertThat(decide(proposed, "approve", Role.AUDITOR, "").v2()).isEqualTo("403 forbidden");
        assertThat(done()).isZero();
    }

    @Test
    void approvingTwiceDoesNothingTwice() {
        Approval proposed = propose();
        assertThat(decide(proposed, "approve", Role.ADMIN, "").status()).isEqualTo(200);
        assertThat(decide(proposed, "approve", Role.ADMIN, "").v2()).isEqualTo("409 state-conflict");
        assertThat(done()).isOne();
    }

    @Test
    void manyApprovingAtOnceDoItOnce() throws Exception {
        Approval proposed = propose();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < APPROVERS; i++) {
                answers.add(callers.submit(
                        () -> decide(proposed, "approve", Role.ADMIN, "").status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        }
        assertThat(done()).isOne();
    }

    @Test
    void refusesApprovalAfterConflictingChange() {
        Approval proposed = propose();
        act.changeGround(thing);
        Answer answer = decide(proposed, "approve", Role.ADMIN, "");
        assertThat(answer.v2()).isEqualTo("409 state-conflict");
        assertThat(answer.body().get("detail").asString()).isEqualTo("the thing is not what it was");
        assertThat(done()).isZero();
        assertThat(state(proposed)).isEqualTo("PROPOSED");
        assertThat(audited()).containsExactly("PROPOSED_TEST_ACT");
    }

    @Test
    void refusesProposalOfImpossibleAction() {
        act.changeGround(thing);
        assertThat(catchThrowableOfType(Refusal.class, this::propose)).hasMessage("the thing is not what it was");
    }

    @Test
    void rejectionPreventsExecution() {
        Approval proposed = propose();
        Answer rejected = decide(proposed, "reject", Role.ADMIN, "{\"reason\":\"not this month\"}");
        assertThat(rejected.body().get("state").asString()).isEqualTo("REJECTED");
        assertThat(rejected.body().get("ended_reason").asString()).isEqualTo("not this month");
        assertThat(decide(proposed, "approve", Role.ADMIN, "").v2()).isEqualTo("409 state-conflict");
        assertThat(done()).isZero();
        assertThat(audited()).containsExactly("PROPOSED_TEST_ACT", "REJECTED_TEST_ACT");
    }

    @Test
    void onlyProposerWithdraws() {
        Approval proposed = propose();
        assertThat(decide(proposed, "withdraw", Role.ADMIN, "{\"reason\":\"mine\"}")
                        .v2())
                .isEqualTo("403 forbidden");
        assertThat(decide(proposed, "withdraw", Role.FINANCE, "{\"reason\":\"a mistake\"}")
                        .body()
                        .get("state")
                        .asString())
                .isEqualTo("WITHDRAWN");
        assertThat(decide(proposed, "approve", Role.ADMIN, "").v2()).isEqualTo("409 state-conflict");
        assertThat(done()).isZero();
    }

    @Test
    void proposalExpiresAfterThreeDays() {
        Approval proposed = propose();
        ExpireApprovals expire = engine.get(ExpireApprovals.class);
        engine.clock().advance(Duration.ofDays(3).minusMinutes(1));
        expire.expire();
        assertThat(state(proposed)).isEqualTo("PROPOSED");

        engine.clock().advance(Duration.ofMinutes(2));
        Answer late = decide(proposed, "approve", Role.ADMIN, "");
        assertThat(late.v2()).isEqualTo("409 state-conflict");
        expire.expire();
        assertThat(state(proposed)).isEqualTo("EXPIRED");
        assertThat(done()).isZero();
        assertThat(audited()).containsExactly("PROPOSED_TEST_ACT", "EXPIRED_TEST_ACT");
    }

    @Test
    void oneProposalOfAKindIsOpenForASubject() {
        Approval first = propose();
        assertThat(catchThrowableOfType(Refusal.class, this::propose).code().v2Code())
                .isEqualTo("state-conflict");
        decide(first, "withdraw", Role.FINANCE, "{\"reason\":\"anew\"}");
        assertThat(propose().state()).isEqualTo(ApprovalState.PROPOSED);
    }

    @Test
    void proposalsAreListedNewestFirstInPages() {
        Approval first = propose();
        decide(first, "withdraw", Role.FINANCE, "{\"reason\":\"anew\"}");
        Approval second = propose();

        Answer newest = staff.get("/api/v2/approvals?limit=1", Role.AUDITOR);
        assertThat(newest.body().at("/items/0/id").asString()).isEqualTo(Ids.text(second.id()));
        Answer next = staff.get(
                "/api/v2/approvals?limit=1&cursor="
                        + newest.body().get("next_cursor").asString(),
                Role.AUDITOR);
        assertThat(next.body().at("/items/0/id").asString()).isEqualTo(Ids.text(first.id()));
        Answer open = staff.get("/api/v2/approvals?state=PROPOSED&limit=1", Role.AUDITOR);
        assertThat(open.body().at("/items/0/id").asString()).isEqualTo(Ids.text(second.id()));
        assertThat(staff.get("/api/v2/approvals/" + Ids.text(first.id()), Role.AUDITOR)
                        .body()
                        .get("state")
                        .asString())
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void listsProposalsThatWaitForCaller() {
        Approval proposed = propose();

        assertThat(waitFor(Role.ADMIN)).contains(Ids.text(proposed.id()));
        assertThat(waitFor(Role.FINANCE)).as("the proposer").doesNotContain(Ids.text(proposed.id()));
        assertThat(waitFor(Role.OPERATIONS)).as("may not approve it").doesNotContain(Ids.text(proposed.id()));
        assertThat(waitFor(Role.AUDITOR)).as("approves nothing").isEmpty();

        decide(proposed, "reject", Role.ADMIN, "{\"reason\":\"no\"}");
        assertThat(waitFor(Role.ADMIN)).as("is decided").doesNotContain(Ids.text(proposed.id()));
    }

    private List<String> waitFor(Role role) {
        return staff.get("/api/v2/approvals?for_me=true&limit=200", role)
                .body()
                .get("items")
                .valueStream()
                .map(approval -> approval.get("id").asString())
                .toList();
    }

    @Test
    void badInputIsNamed() {
        Approval proposed = propose();
        assertThat(decide(proposed, "reject", Role.ADMIN, "").fields()).containsExactly("body");
        assertThat(decide(proposed, "reject", Role.ADMIN, "{}").fields()).containsExactly("reason");
        assertThat(decide(proposed, "approve", Role.ADMIN, "{\"force\":true}").fields())
                .containsExactly("force");
        assertThat(staff.get("/api/v2/approvals?state=DONE", Role.ADMIN).fields())
                .containsExactly("state");
        assertThat(staff.get("/api/v2/approvals?cursor=x", Role.ADMIN).fields()).containsExactly("cursor");
        assertThat(staff.get("/api/v2/approvals/x", Role.ADMIN).v2()).isEqualTo("404 not-found");
        assertThat(staff.post("/api/v2/approvals/" + "0".repeat(26) + "/approve", Role.ADMIN, "")
                        .v2())
                .isEqualTo("404 not-found");
    }

    @Test
    void auditorsReadTheLogAndItsHead() {
        propose();
        Answer log = staff.get("/api/v2/audit?limit=1&act=PROPOSED_TEST_ACT", Role.AUDITOR);
        assertThat(log.body().at("/items/0/subject").asString()).isEqualTo("thing " + thing);
        assertThat(log.body().at("/items/0/actor").asString()).isEqualTo("finance@staff.example");
        assertThat(log.body().at("/items/0/detail/reason").asString()).isEqualTo("because");
        assertThat(log.body().at("/items/0/hash").asString()).hasSize(64);
        assertThat(staff.get("/api/v2/audit?limit=1", Role.AUDITOR)
                        .body()
                        .path("next_cursor")
                        .asString(""))
                .isNotEmpty();

        Answer head = staff.get("/api/v2/audit/head", Role.AUDITOR);
        assertThat(head.body().get("number").asLong())
                .isGreaterThanOrEqualTo(log.body().at("/items/0/number").asLong());
        assertThat(staff.get("/api/v2/audit", Role.FINANCE).v2()).isEqualTo("403 forbidden");
    }

    private Approval propose() {
        return proposeAct.propose(act, new TestAct.Arguments(thing, 2), "because", PROPOSER);
    }

    private Answer decide(Approval approval, String how, Role role, String body) {
        return staff.post("/api/v2/approvals/" + Ids.text(approval.id()) + "/" + how, role, body);
    }

    private String state(Approval approval) {
        return staff.get("/api/v2/approvals/" + Ids.text(approval.id()), Role.ADMIN)
                .body()
                .get("state")
                .asString();
    }

    private long done() {
        return engine.count("approvals.test_act where thing = '" + thing + "'");
    }

    private List<String> audited() {
        return engine.database()
                .sql("select act from approvals.audit where subject = ? order by number")
                .param("thing " + thing)
                .query(String.class)
                .list();
    }
}
