package id.kezbek.approvals.jobs;

import id.kezbek.approvals.audit.AuditHeads;
import id.kezbek.approvals.audit.AuditVerdict;
import id.kezbek.approvals.audit.VerifyAudit;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every night, verifies the audit log's chain and compares the chain with the heads stored outside the database. Each
 * process also stores the last valid head in memory, and checks that the log still contains this head.
 */
@Component
class VerifyAuditJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final DataSource database;
    private final AuditHeads heads;
    private final Sealing sealing;
    private final SecurityEvents events;
    private volatile byte @Nullable [] lastHead;

    VerifyAuditJob(DataSource database, AuditHeads heads, Sealing sealing, SecurityEvents events) {
        this.database = database;
        this.heads = heads;
        this.sealing = sealing;
        this.events = events;
    }

    @Override
    public String name() {
        return "verify-audit";
    }

    @Override
    public String purpose() {
        return "Verifies the audit log's hash chain from the first row to the head, and compares each stored head.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 30 2 * * *");
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        return switch (verdict()) {
            case AuditVerdict.Intact intact -> {
                lastHead = intact.head();
                yield new JobOutcome.Done(
                        intact.rows() + " rows are valid, the head is " + VerifyAudit.text(intact.head()));
            }
            case AuditVerdict.Broken broken -> {
                events.record(
                        SecurityEvent.TAMPERING_FOUND,
                        Actor.unknown(),
                        "approvals.audit row " + broken.row() + " " + broken.how());
                yield new JobOutcome.Alarm("the chain is broken: row " + broken.row() + " " + broken.what());
            }
        };
    }

    private AuditVerdict verdict() {
        try (Connection connection = database.getConnection()) {
            return new VerifyAudit(connection, Optional.ofNullable(lastHead), heads::each, Optional.of(sealing))
                    .verify();
        } catch (SQLException failed) {
            throw new IllegalStateException("The audit log could not be read", failed);
        }
    }
}
