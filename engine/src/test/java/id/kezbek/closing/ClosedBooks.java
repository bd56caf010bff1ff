package id.kezbek.closing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Months in the distant past that a test fills, closes and reopens. */
final class ClosedBooks {

    private static final String REASON = "{\"reason\":\"all is reconciled\"}";

    private final EngineUnderTest engine;
    private final StaffCalls staff;

    ClosedBooks(EngineUnderTest engine, StaffCalls staff) {
        this.engine = engine;
        this.staff = staff;
    }

    /** A movement without an event. */
    void post(Instant at, UUID subject, Account debit, Account credit, long rupiah) {
        engine.get(Ledger.class).open(debit, credit);
        UUID id = engine.get(Ids.class).next();
        Movement movement = new Movement(id, MovementKind.TOP_UP, subject, debit, credit, Money.rupiah(rupiah), at);
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            engine.get(Ledger.class).post(pipeline, List.of(movement));
            pipeline.run(engine.get(JdbcTemplate.class));
        });
    }

    /** A complete statement. */
    UUID statement(String provider, String from, String to, String sha256) {
        UUID file = UUID.randomUUID();
        engine.database().sql("""
                        insert into reconciliation.file (id, provider, profile, profile_version, sha256, store_key, bytes,
                          from_day, to_day, state, complete, has_fees, lines, rejected, total, received_by, received_at)
                        values (?, ?, 'MTRANS', 1, decode(?, 'hex'), '-', 0, ?::date, ?::date, 'LOADED', true, true, 0, 0, 0, '-', now())""").params(file, provider, sha256, from, to).update();
        return file;
    }

    /** Closes the month. */
    void close(String month) {
        review(month);
        closeReviewed(month);
    }

    /** Begins the review. Lines of tests have no events, so the verdicts of the month's days are corrected. */
    void review(String month) {
        assertThat(staff.post("/api/v2/months/" + month + ":review", Role.FINANCE, "")
                        .status())
                .isEqualTo(200);
        verify(month);
        engine.database()
                .sql(
                        "update reporting.ledger_check set state = 'EQUAL', residual = 0 where to_char(day, 'YYYY-MM') = ?")
                .param(month)
                .update();
    }

    void closeReviewed(String month) {
        var closed = staff.twoPeople("/api/v2/months/" + month + ":close", REASON);
        assertThat(closed.status()).as(closed.http().body()).isEqualTo(200);
    }

    void reopen(String month) {
        assertThat(staff.twoPeople("/api/v2/months/" + month + ":reopen", REASON)
                        .status())
                .isEqualTo(200);
    }

    /**
     * @return the difference between the figures of reports and the ledger
     */
    Money verify(String month) {
        engine.settle();
        CalendarMonth asked = CalendarMonth.of(month).orElseThrow();
        return engine.get(VerifyRollUps.class)
                .verify(asked.firstDay(), asked.lastDay())
                .orElseThrow()
                .residual();
    }
}
