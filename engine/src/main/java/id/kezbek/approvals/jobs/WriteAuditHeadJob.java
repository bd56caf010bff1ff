package id.kezbek.approvals.jobs;

import id.kezbek.approvals.AuditHeads;
import id.kezbek.shared.jobs.Job;
import id.kezbek.shared.jobs.JobOutcome;
import id.kezbek.shared.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Writes the audit log's head out of the database, signed, each minute in which it moved. */
@Component
class WriteAuditHeadJob implements Job {

    private final AuditHeads heads;

    WriteAuditHeadJob(AuditHeads heads) {
        this.heads = heads;
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
        return JobOutcome.counted(heads.writeOut() ? 1 : 0, "heads written out");
    }
}
