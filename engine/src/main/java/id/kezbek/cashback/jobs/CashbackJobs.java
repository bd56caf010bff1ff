package id.kezbek.cashback.jobs;

import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.cashback.retention.ComposeReferences;
import id.kezbek.cashback.retention.ForgetAddresses;
import id.kezbek.cashback.retention.ForgetPeriods;
import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs that clean up and repair purchases, and the job that runs backtests of rules. */
@Configuration(proxyBeanMethods = false)
class CashbackJobs {

    private static final Duration BACKTESTS_LONGEST = Duration.ofHours(1);
    private static final Duration REPAIR_LONGEST = Duration.ofHours(6);

    @Bean
    Job forgetPeriodsJob(ForgetPeriods forgetPeriods) {
        return Job.named("forget-periods", "Deletes customers' cap totals of periods that ended long ago.")
                .cron("0 30 3 * * *")
                .counts("totals deleted", forgetPeriods::forget);
    }

    @Bean
    Job forgetAddressesJob(ForgetAddresses forgetAddresses) {
        return Job.named("forget-purchase-addresses", "Deletes e-mail addresses from old purchases.")
                .cron("0 50 3 * * *")
                .counts("addresses deleted", forgetAddresses::run);
    }

    @Bean
    Job composeReferencesJob(ComposeReferences composeReferences) {
        return Job.named(
                        "compose-references",
                        "Converts references to Unicode NFC if older engines stored them in another form.")
                .every(Duration.ofDays(1))
                .longest(REPAIR_LONGEST)
                .counts("references changed to Unicode NFC", composeReferences::run);
    }

    @Bean
    Job mergeCustomersJob(MergeCustomers mergeCustomers) {
        return Job.named(
                        "merge-customers",
                        "Merges a customer's rows if older engines stored the phone number in several notations, and"
                                + " lists invalid numbers.")
                .every(Duration.ofDays(1))
                .longest(REPAIR_LONGEST)
                .runs(() -> merged(mergeCustomers.run()));
    }

    @Bean
    Job runBacktestsJob(RunBacktests runBacktests) {
        return Job.named(RunBacktests.JOB, "Simulates proposed rules on the purchases of the last 30 days.")
                .every(Duration.ofMinutes(1))
                .longest(BACKTESTS_LONGEST)
                .counts("backtests done", runBacktests::run);
    }

    private static JobOutcome merged(MergeCustomers.Run run) {
        String words = run.renamed() + " customers renamed, " + run.merged() + " merged, " + run.impossible()
                + " invalid numbers listed, " + run.left() + " left for the next run";
        if (run.impossible() > 0 || run.left() > 0) {
            return new JobOutcome.Alarm(words);
        }
        return run.renamed() + run.merged() == 0 ? new JobOutcome.NothingDue() : new JobOutcome.Done(words);
    }
}
