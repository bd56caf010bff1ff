package id.kezbek.closing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The close accrues fees that statements contain and the books lack. The next month reverses them. */
@EngineTest
class AccruedFeesTest {

    private static final String PROVIDER = "ACCRUE1";
    private static final Account FEES = Account.ofProvider(AccountKind.FEES, PROVIDER);
    private static final Account ACCRUED = Account.ofProvider(AccountKind.ACCRUED_FEES, PROVIDER);
    private static final Instant LAST_INSTANT = Instant.parse("2013-05-31T16:59:59.999999Z");

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final ClosedBooks books;

    AccruedFeesTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.books = new ClosedBooks(engine, staff);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void feesAreInTheClosedMonthAndNotInTheNext() {
        UUID file = books.statement(PROVIDER, "2013-05-10", "2013-05-11", "a1".repeat(32));
        fee(file, 1, "2013-05-10", 7_000);
        fee(file, 2, "2013-05-11", 300);
        fee(file, 3, "2013-05-11", 9_000);
        matched(file, 3);
        // A fee of the next month.
        fee(file, 4, "2013-06-01", 100);
        UUID difference = difference(-500);
        assertThat(check()).isEqualTo("the close accrues fees that the books lack: ACCRUE1 IDR 7800.00");

        books.close("2013-05");

        assertThat(lines(FEES))
                .containsExactly(
                        "FEE_ACCRUAL 7800 2013-05-31 16:59:59.999999", "FEE_ACCRUAL -7800 2013-05-31 17:00:00");
        Balances balances = engine.get(Balances.class);
        assertThat(balances.at(ACCRUED, LAST_INSTANT)).isEqualTo(Money.rupiah(-7_800));
        assertThat(balances.now(ACCRUED)).isEqualTo(Money.ZERO);
        assertThat(balances.now(FEES)).isEqualTo(Money.ZERO);
        assertThat(balances.sum()).isEqualTo(Money.ZERO);
        assertThat(manifest())
                .contains(
                        "ledger ACCRUED_FEES ACCRUE1 FEE_ACCRUAL\t-7800.00\n",
                        "ledger FEES ACCRUE1 FEE_ACCRUAL\t7800.00\n",
                        "statement ACCRUE1 2013-05-10 2013-05-11\t" + "a1".repeat(32) + "\n");
        // Each movement has an event, so the figures of reports equal the ledger.
        assertThat(books.verify("2013-05")).isEqualTo(Money.ZERO);
        assertThat(books.verify("2013-06")).isEqualTo(Money.ZERO);
        assertThat(comparison().get("is_equal").asBoolean()).isTrue();

        // The difference is written off later. Closing the month again reverses only its part.
        books.reopen("2013-05");
        engine.database()
                .sql("update reconciliation.break set state = 'WRITTEN_OFF' where id = ?")
                .param(difference)
                .update();
        books.close("2013-05");
        assertThat(balances.at(ACCRUED, LAST_INSTANT)).isEqualTo(Money.rupiah(-7_300));
        assertThat(balances.now(ACCRUED)).isEqualTo(Money.ZERO);
        assertThat(lines(FEES)).hasSize(4);
        assertThat(books.verify("2013-05")).isEqualTo(Money.ZERO);
        assertThat(comparison().get("is_equal").asBoolean()).isTrue();

        // Nothing has changed, so nothing is booked.
        books.reopen("2013-05");
        books.close("2013-05");
        assertThat(lines(FEES)).hasSize(4);

        // Fees that are still unmatched a month later are accrued again, so they stay in their own month.
        books.close("2013-06");
        assertThat(balances.at(FEES, LAST_INSTANT)).isEqualTo(Money.rupiah(7_300));
        assertThat(balances.at(FEES, Instant.parse("2013-06-30T16:59:59.999999Z")))
                .isEqualTo(Money.rupiah(7_400));
        assertThat(balances.now(FEES)).isEqualTo(Money.ZERO);

        // A statement brings another fee of May. June is closed, and the fee must not be in the figures of both months.
        books.reopen("2013-05");
        fee(file, 5, "2013-05-11", 1_000);
        books.review("2013-05");
        List<String> before = lines(FEES);
        Answer refused = staff.post("/api/v2/months/2013-05:close", Role.FINANCE, "{\"reason\":\"the late fee\"}");
        assertThat(refused.v2()).isEqualTo("409 state-conflict");
        assertThat(refused.body().get("detail").asString()).endsWith("reopen 2013-06 first");
        assertThat(lines(FEES)).isEqualTo(before);
        books.reopen("2013-06");
        books.closeReviewed("2013-05");
        books.close("2013-06");
        assertThat(balances.at(FEES, LAST_INSTANT)).isEqualTo(Money.rupiah(8_300));
        assertThat(balances.at(FEES, Instant.parse("2013-06-30T16:59:59.999999Z")))
                .isEqualTo(Money.rupiah(8_400));
        assertThat(balances.now(FEES)).isEqualTo(Money.ZERO);
    }

    private void fee(UUID file, int number, String day, long rupiah) {
        engine.database()
                .sql("""
                        insert into reconciliation.line (file, number, part, kind, amount, at, day)
                        values (?, ?, 1, 'FEE', ?, ?::timestamptz, ?::date)""")
                .params(file, number, -rupiah, day + "T03:00:00Z", day)
                .update();
    }

    private void matched(UUID file, int number) {
        engine.database().sql("""
                        insert into reconciliation.match (file, number, part, attempt, role, step, matched_at)
                        values (?, ?, 1, gen_random_uuid(), 'FEE', 1, now())""").params(file, number).update();
    }

    /** The statement has this much less of our money than the books. */
    private UUID difference(long rupiah) {
        UUID id = UUID.randomUUID();
        engine.database().sql("""
                        insert into reconciliation.break (id, provider, kind, subject, day, difference, state, priority, due, opened_at)
                        values (?, ?, 'FEE', 'of an accrual', '2013-05-11', ?, 'EXPLAINED', 1, '2013-05-20', now())""").params(id, PROVIDER, rupiah).update();
        return id;
    }

    private List<String> lines(Account account) {
        return engine.database()
                .sql("""
                        select l.kind || ' ' || l.amount::bigint || ' ' || (l.at at time zone 'UTC')
                        from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = ? and a.owner = ? order by l.at, l.movement""")
                .params(account.kind().name(), account.owner())
                .query(String.class)
                .list();
    }

    private String check() {
        return month().get("checks")
                .valueStream()
                .filter(one -> one.get("name").asString().equals("accrued-fees"))
                .map(one -> one.get("words").asString())
                .findFirst()
                .orElseThrow();
    }

    private String manifest() {
        return month().get("manifest").asString();
    }

    private JsonNode month() {
        return staff.get("/api/v2/months/2013-05", Role.AUDITOR).body();
    }

    private JsonNode comparison() {
        return staff.get("/api/v2/months/2013-05/comparison", Role.AUDITOR).body();
    }
}
