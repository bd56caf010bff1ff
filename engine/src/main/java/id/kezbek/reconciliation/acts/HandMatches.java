package id.kezbek.reconciliation.acts;

import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds and removes matches on which two people decided. */
@Component
class HandMatches {

    private final JdbcClient jdbc;
    private final Clock clock;

    HandMatches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @throws Refusal STATE_CONFLICT if the line or the attempt already has a match, NOT_FOUND if the provider has no
     *     such attempt
     */
    void check(String provider, Break.LineKey line, UUID attempt) {
        boolean isThere = jdbc.sql("""
                        select exists (select from payouts.attempts_for_statements(:provider, :attempt, :next) a
                                       where a.id = :attempt and a.state <> 'SENDING')""")
                .param("provider", provider)
                .param("attempt", attempt)
                .param("next", new UUID(attempt.getMostSignificantBits() + 1, 0))
                .query(Boolean.class)
                .single();
        if (!isThere) {
            throw new Refusal(ErrorCode.NOT_FOUND, "provider " + provider + " has no sent attempt with this id");
        }
        boolean isTaken = jdbc.sql("""
                        select exists (select from reconciliation.match where active
                          and (file = ? and number = ? and part = ? or attempt = ? and role = ?))""")
                .params(line.file(), line.number(), line.part(), attempt, role(line))
                .query(Boolean.class)
                .single();
        if (isTaken) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the line or the attempt is already matched; undo that match first");
        }
    }

    void add(Break.LineKey line, UUID attempt, UUID approval) {
        jdbc.sql("""
                        insert into reconciliation.match (file, number, part, attempt, role, step, approval, matched_at)
                        values (?, ?, ?, ?, ?, 9, ?, ?)""")
                .params(
                        line.file(),
                        line.number(),
                        line.part(),
                        attempt,
                        role(line),
                        approval,
                        Timestamp.from(clock.instant()))
                .update();
        matchAgain(line);
    }

    /** Marks the file as due for matching. The job then updates the file's differences. */
    private void matchAgain(Break.LineKey line) {
        jdbc.sql("update reconciliation.file set matched_at = null where id = ?")
                .param(line.file())
                .update();
    }

    /** Removes the match of a line. A separate row records the removal; the match is not deleted. */
    void undo(Break.LineKey line, UUID approval) {
        Instant now = clock.instant();
        int undone = jdbc.sql("""
                        with ended as (
                          update reconciliation.match set active = false
                          where file = ? and number = ? and part = ? and active
                          returning id, file, number, part, attempt, role, step, interchangeable)
                        insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, active, undoes,
                          approval, matched_at)
                        select file, number, part, attempt, role, step, interchangeable, false, id, ?, ? from ended""")
                .params(line.file(), line.number(), line.part(), approval, Timestamp.from(now))
                .update();
        if (undone == 0) {
            throw unmatched();
        }
        matchAgain(line);
    }

    void requireMatched(Break.LineKey line) {
        boolean isMatched = jdbc.sql("""
                        select exists (select from reconciliation.match
                                       where file = ? and number = ? and part = ? and active)""")
                .params(line.file(), line.number(), line.part())
                .query(Boolean.class)
                .single();
        if (!isMatched) {
            throw unmatched();
        }
    }

    private String role(Break.LineKey line) {
        return jdbc.sql("select kind from reconciliation.line where file = ? and number = ? and part = ?")
                .params(line.file(), line.number(), line.part())
                .query(String.class)
                .single();
    }

    private static Refusal unmatched() {
        return new Refusal(ErrorCode.STATE_CONFLICT, "the line has no match");
    }
}
