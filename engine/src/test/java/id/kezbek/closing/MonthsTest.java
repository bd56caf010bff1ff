package id.kezbek.closing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A month is closed by two people when nothing is missing, and what changed after the close shows. */
@EngineTest
class MonthsTest {

    private static final String REASON = "{\"reason\":\"all is reconciled\"}";

    private final EngineUnderTest engine;
    private final StaffCalls staff;

    MonthsTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void twoPeopleCloseAMonthAndItsFiguresAreKept() {
        post(Instant.parse("2011-02-05T03:00:00Z"), "CLOSE1", 700);
        assertThat(staff.post("/api/v2/months/2011-02:close", Role.FINANCE, REASON)
                        .status())
                .isEqualTo(409);
        assertThat(staff.post("/api/v2/months/2011-02:review", Role.FINANCE, "").status())
                .isEqualTo(200);

        Answer tooEarly = staff.post("/api/v2/months/2011-02:close", Role.FINANCE, REASON);
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.body().toString()).contains("verified-roll-ups");
        assertThat(month("2011-02").get("checks").toString())
                .contains("trial-balance", "unknown-payouts", "verified-roll-ups");

        // The lines of this test have no event, so people would have to find out why; here the verdict is set right.
        verify("2011-02");
        engine.database()
                .sql("update reporting.ledger_check set state = 'EQUAL', residual = 0 where day = '2011-02-05'")
                .update();
        assertThat(staff.twoPeople("/api/v2/months/2011-02:close", REASON).status())
                .isEqualTo(200);

        JsonNode closed = month("2011-02");
        assertThat(closed.at("/month/state").asString()).isEqualTo("CLOSED");
        assertThat(closed.get("manifest").asString())
                .startsWith("month\t2011-02\n")
                .contains("ledger FUNDING CLOSE1 TOP_UP\t-700.00\n");
        String hash = closed.at("/month/manifest_sha256").asString();
        assertThat(engine.count("approvals.audit where act = 'MONTH_CLOSED' and subject = 'month 2011-02'"
                        + " and detail like '%" + hash + "%'"))
                .isOne();
        assertThat(comparison("2011-02").get("is_equal").asBoolean()).isTrue();

        post(Instant.parse("2011-02-28T16:59:59Z"), "CLOSE1", 5);

        JsonNode changed = comparison("2011-02");
        assertThat(changed.get("is_equal").asBoolean()).isFalse();
        assertThat(changed.get("is_intact").asBoolean()).isTrue();
        assertThat(changed.get("changes").toString())
                .contains("{\"figure\":\"ledger FUNDING CLOSE1 TOP_UP\",\"closed\":\"-700.00\",\"now\":\"-705.00\"}");

        assertThat(staff.twoPeople("/api/v2/months/2011-02:reopen", REASON).status())
                .isEqualTo(200);
        assertThat(month("2011-02").at("/month/state").asString()).isEqualTo("OPEN");
        assertThat(month("2011-02").get("steps").findValuesAsString("state"))
                .containsExactly("REVIEW", "CLOSED", "OPEN");
        assertThat(staff.get("/api/v2/months/2011-02/comparison", Role.AUDITOR).status())
                .isEqualTo(409);
        assertThat(staff.get("/api/v2/months?limit=200", Role.AUDITOR).body().toString())
                .contains("\"2011-02\"");
    }

    @Test
    void aMonthThatHasNotEndedIsNotReviewed() {
        String present = Jakarta.dayOf(engine.clock().instant()).toString().substring(0, 7);

        Answer answer = staff.post("/api/v2/months/" + present + ":review", Role.FINANCE, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("detail").asString()).contains("has not ended");
        assertThat(engine.count("closing.month where month = '" + present + "-01'"))
                .isZero();
    }

    @Test
    void saysThatAMonthIsNone() {
        assertThat(staff.get("/api/v2/months/2026-13", Role.FINANCE).status()).isEqualTo(404);
    }

    private void verify(String month) {
        CalendarMonth asked = CalendarMonth.of(month).orElseThrow();
        assertThat(engine.get(VerifyRollUps.class).verify(asked.firstDay(), asked.lastDay()))
                .isPresent();
    }

    private JsonNode month(String month) {
        return staff.get("/api/v2/months/" + month, Role.AUDITOR).body();
    }

    private JsonNode comparison(String month) {
        return staff.get("/api/v2/months/" + month + "/comparison", Role.AUDITOR)
                .body();
    }

    private void post(Instant at, String owner, long rupiah) {
        Account funding = Account.ofPartner(AccountKind.FUNDING, owner);
        Account receivable = Account.ofPartner(AccountKind.RECEIVABLE, owner);
        engine.get(Ledger.class).open(funding, receivable);
        Ids ids = engine.get(Ids.class);
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            engine.get(Ledger.class)
                    .post(
                            pipeline,
                            List.of(new Movement(
                                    ids.next(),
                                    MovementKind.TOP_UP,
                                    ids.next(),
                                    receivable,
                                    funding,
                                    Money.rupiah(rupiah),
                                    at)));
            pipeline.run(engine.get(JdbcTemplate.class));
        });
    }
}
