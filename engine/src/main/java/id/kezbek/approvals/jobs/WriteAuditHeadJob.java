package id.kezbek.approvals.jobs;

import id.kezbek.approvals.audit.AuditHead;
import id.kezbek.approvals.audit.AuditHeads;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Every minute, stores the audit log's signed head outside the database if the log has grown. Also checks that the log
 * still contains the previous head.
 */
@Component
class WriteAuditHeadJob implements Job {

    private final AuditHeads heads;
    private final SecurityEvents events;

    WriteAuditHeadJob(AuditHeads heads, SecurityEvents events) {
        this.heads = heads;
        this.events = events;
    }

    @Override
    public String name() {
        return "write-audit-head";
    }

    @Override
    public String purpose() {
        return "Writes the audit log's signed head to the file store, where the database's administrator cannot change it.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(1));
    }

    @Override
    public JobOutcome run() {
        Optional<AuditHead> lost = heads.lost();
        boolean isWritten = heads.writeOut();
        if (lost.isPresent()) {
            String row = "row " + lost.get().number();
            events.record(SecurityEvent.TAMPERING_FOUND, Actor.unknown(), "approvals.audit " + row + " CUT_OFF");
            return new JobOutcome.Alarm("the chain is broken: the log does not contain " + row + " as it was stored");
        }
        return JobOutcome.counted(isWritten ? 1 : 0, "heads stored");
    }
}
