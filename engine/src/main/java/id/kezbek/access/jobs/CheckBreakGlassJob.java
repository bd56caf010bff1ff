package id.kezbek.access.jobs;

import id.kezbek.access.emergency.CheckBreakGlass;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Warns each day while a break-glass code that was used stands in the settings. */
@Component
class CheckBreakGlassJob implements Job {

    private final CheckBreakGlass checkBreakGlass;

    CheckBreakGlassJob(CheckBreakGlass checkBreakGlass) {
        this.checkBreakGlass = checkBreakGlass;
    }

    @Override
    public String name() {
        return "check-break-glass";
    }

    @Override
    public String purpose() {
        return "Warns until used break-glass codes are replaced.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 0 8 * * *");
    }

    @Override
    public JobOutcome run() {
        long used = checkBreakGlass.used();
        return used == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Alarm(
                        used + " break-glass codes in the settings are used: create new codes (docs/operations.md)");
    }
}
