package id.kezbek.reconciliation.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Matches files that a stopped process left unmatched, and updates the differences of recent days. */
@Component
class MatchStatementsJob implements Job {

    private static final int UNMATCHED_MAX = 50;
    private static final int RECENT_DAYS = 4;

    private final StatementFiles files;
    private final MatchStatements matchStatements;
    private final Clock clock;

    MatchStatementsJob(StatementFiles files, MatchStatements matchStatements, Clock clock) {
        this.files = files;
        this.matchStatements = matchStatements;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "match-statements";
    }

    @Override
    public String purpose() {
        return "Matches statements that are not matched yet, and updates the differences of the last days.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(10));
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(30);
    }

    @Override
    public JobOutcome run() {
        List<StatementFile> due = new ArrayList<>(files.unmatched(clock.instant(), UNMATCHED_MAX));
        files.recent(Jakarta.dayOf(clock.instant()).minusDays(RECENT_DAYS)).stream()
                .filter(file -> due.stream().noneMatch(one -> one.id().equals(file.id())))
                .forEach(due::add);
        due.forEach(matchStatements::run);
        return JobOutcome.counted(due.size(), "statements matched");
    }
}
