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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Two people close a month when all checks are done. Changes after the close are shown. */
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

        // The lines of this test have no events, which people would have to explain; here the verdict is corrected.
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
        assertThat(listed())
                .as("months without a review are listed too, from the first ledger line on")
                .contains("2011-02 OPEN changed", "2011-03 OPEN")
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** All months of the list, with their states. */
    private List<String> listed() {
        List<String> months = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    staff.get("/api/v2/months?limit=200" + cursor, Role.AUDITOR).body();
            page.get("items")
                    .forEach(month -> months.add(month.get("month").asString() + " "
                            + month.get("state").asString() + (month.hasNonNull("changed_at") ? " changed" : "")));
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + page.get("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return months;
    }

    @Test
    void daysWithoutStatementsAndUnexplainedDifferencesAreMissing() {
        post(
                Instant.parse("2012-03-05T03:00:00Z"),
                Account.ofProvider(AccountKind.FLOAT, "CLOSE2"),
                Account.ofPartner(AccountKind.RECEIVABLE, "CLOSE2"),
                900);
        engine.database().sql("""
                        insert into reconciliation.break (provider, kind, subject, day, difference, state, priority, due, opened_at)
                        values ('CLOSE2', 'AMOUNT', 'of the close', '2012-03-05', 1, 'OPEN', 1, '2012-03-09', now())""").update();
        assertThat(words("2012-03", "reconciled-days")).isEqualTo("1 days of providers have no complete statement");
        assertThat(words("2012-03", "explained-breaks")).isEqualTo("1 differences are not explained");
        assertThat(staff.get("/api/v2/months/2012-03", Role.FINANCE).body().toString())
                .contains("\"result\":\"DAYS\",\"values\":[\"1\",\"CLOSE2 2012-03-05\"]");
        assertThat(staff.get("/api/v2/breaks?provider=CLOSE2&period=2012-03", Role.FINANCE)
                        .body()
                        .get("count")
                        .asInt())
                .isOne();
        assertThat(staff.get("/api/v2/breaks?provider=CLOSE2&period=2012-04", Role.FINANCE)
                        .body()
                        .get("count")
                        .asInt())
                .isZero();

        engine.database().sql("""
                        insert into reconciliation.file (id, provider, profile, profile_version, sha256, store_key, bytes,
                          from_day, to_day, state, complete, has_fees, lines, rejected, total, received_by, received_at)
                        values (gen_random_uuid(), 'CLOSE2', 'MTRANS', 1, 'of the close', '-', 0,
                          '2012-03-04', '2012-03-05', 'LOADED', true, true, 0, 0, 0, '-', '2012-03-05T23:59:59+07:00')""").update();
        assertThat(words("2012-03", "reconciled-days"))
                .as("the day had not ended")
                .startsWith("1 ");
        engine.database()
                .sql(
                        "update reconciliation.file set received_at = '2012-03-06T00:00:00+07:00' where provider = 'CLOSE2'")
                .update();
        engine.database()
                .sql("update reconciliation.break set state = 'EXPLAINED' where subject = 'of the close'")
                .update();
        assertThat(words("2012-03", "reconciled-days")).startsWith("0 ");
        assertThat(words("2012-03", "explained-breaks")).startsWith("0 ");
    }

    @Test
    void theBoardOfDaysShowsWhyADayIsNotEqual() {
        post(
                Instant.parse("2015-05-02T03:00:00Z"),
                Account.ofProvider(AccountKind.FLOAT, "BOARD1"),
                Account.ofPartner(AccountKind.RECEIVABLE, "BOARD1"),
                100);
        assertThat(board("2015-05-01")).isEqualTo("NO_MOVEMENTS");
        assertThat(board("2015-05-02")).isEqualTo("STATEMENT_MISSING");

        statement("2015-04-30", "2015-05-01T00:00:00+07:00", 0, 0, 0);
        statement("2015-05-02", "2015-05-02T23:59:59+07:00", 100, 1_000, 1_101);
        assertThat(board("2015-05-02")).as("the day had not ended").isEqualTo("STATEMENT_INCOMPLETE");
        change("received_at = '2015-05-03T00:00:00+07:00'");
        assertThat(board("2015-05-02")).isEqualTo("NOT_COMPARED");
        change("matched_at = received_at");
        assertThat(board("2015-05-02")).as("1,000 and 100 are not 1,101").isEqualTo("BALANCE_DIFFERS");
        change("closing = 1100");
        assertThat(board("2015-05-02")).isEqualTo("EQUAL");

        statement("2015-05-01", "2015-05-02T00:00:00+07:00", 0, 1_000, 999);
        change("matched_at = received_at, closing = opening + total");
        assertThat(board("2015-05-01"))
                .as("the balance of the month before ends with 0")
                .isEqualTo("BALANCE_DIFFERS");
        engine.database().sql("""
                        update reconciliation.file set closing = 1000 where provider = 'BOARD1' and from_day = '2015-04-30'""").update();
        assertThat(board("2015-05-01")).isEqualTo("EQUAL");
        assertThat(board("2015-05-02")).isEqualTo("EQUAL");

        engine.database().sql("""
                        insert into reconciliation.break (provider, kind, subject, day, difference, state, priority, due, opened_at)
                        values ('BOARD1', 'PENDING', 'of the board', '2015-05-02', 1, 'OPEN', 1, '2015-05-09', now())""").update();
        assertThat(board("2015-05-02"))
                .as("the next statement may still contain the payment")
                .isEqualTo("EQUAL");
        engine.database()
                .sql("update reconciliation.break set kind = 'MISSING' where subject = 'of the board'")
                .update();
        assertThat(board("2015-05-02")).isEqualTo("DIFFERENCES");
        engine.database()
                .sql("update reconciliation.break set state = 'EXPLAINED' where subject = 'of the board'")
                .update();
        assertThat(board("2015-05-02")).isEqualTo("EXPLAINED");
        String today = Jakarta.dayOf(engine.clock().instant()).toString();
        assertThat(staff.get("/api/v2/reconciliation/days?period=" + today.substring(0, 7), Role.FINANCE)
                        .body()
                        .get("items")
                        .valueStream()
                        .filter(day -> day.get("day").asString().compareTo(today) >= 0)
                        .map(day -> day.get("state").asString()))
                .isNotEmpty()
                .containsOnly("NOT_DUE");
        assertThat(staff.get("/api/v2/reconciliation/days", Role.FINANCE).fields())
                .containsExactly("period");
        assertThat(staff.get("/api/v2/reconciliation/days?period=2015-13", Role.FINANCE)
                        .fields())
                .containsExactly("period");
    }

    /** The state of a day of the provider BOARD1 in May 2015. */
    private String board(String day) {
        return staff.get("/api/v2/reconciliation/days?period=2015-05", Role.OPERATIONS)
                .body()
                .get("items")
                .valueStream()
                .filter(one -> one.get("provider").asString().equals("BOARD1"))
                .filter(one -> one.get("day").asString().equals(day))
                .map(one -> one.get("state").asString())
                .findFirst()
                .orElseThrow();
    }

    private void statement(String day, String receivedAt, long total, long opening, long closing) {
        engine.database()
                .sql("""
                        insert into reconciliation.file (id, provider, profile, profile_version, sha256, store_key, bytes,
                          from_day, to_day, state, complete, has_fees, lines, rejected, total, opening, closing, received_by, received_at)
                        values (gen_random_uuid(), 'BOARD1', 'MTRANS', 1, convert_to(:day, 'UTF8'), '-', 0,
                          :day::date, :day::date, 'LOADED', true, true, 0, 0, :total, :opening, :closing, '-', :receivedAt::timestamptz)""")
                .param("day", day)
                .param("receivedAt", receivedAt)
                .param("total", total)
                .param("opening", opening)
                .param("closing", closing)
                .update();
    }

    /** Changes the statements of May. */
    private void change(String values) {
        engine.database()
                .sql("update reconciliation.file set " + values
                        + " where provider = 'BOARD1' and from_day >= '2015-05-01'")
                .update();
    }

    @Test
    void refusesReviewOfCurrentMonth() {
        String present = Jakarta.dayOf(engine.clock().instant()).toString().substring(0, 7);
        // Another test may have reviewed this month on a later day of its own clock.
        long before = engine.count("closing.month where month = '" + present + "-01'");

        Answer answer = staff.post("/api/v2/months/" + present + ":review", Role.FINANCE, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("detail").asString()).contains("has not ended");
        assertThat(engine.count("closing.month where month = '" + present + "-01'"))
                .isEqualTo(before);
    }

    @Test
    void refusesInvalidMonth() {
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

    private String words(String month, String check) {
        return month(month)
                .get("checks")
                .valueStream()
                .filter(one -> one.get("name").asString().equals(check))
                .map(one -> one.get("words").asString())
                .findFirst()
                .orElseThrow();
    }

    private void post(Instant at, String owner, long rupiah) {
        post(
                at,
                Account.ofPartner(AccountKind.RECEIVABLE, owner),
                Account.ofPartner(AccountKind.FUNDING, owner),
                rupiah);
    }

    private void post(Instant at, Account debit, Account credit, long rupiah) {
        engine.get(Ledger.class).open(debit, credit);
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
                                    debit,
                                    credit,
                                    Money.rupiah(rupiah),
                                    at)));
            pipeline.run(engine.get(JdbcTemplate.class));
        });
    }
}
