package id.kezbek.payouts.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.payouts.bulk.ApplyBulkDecisions;
import id.kezbek.payouts.collecting.CollectSmallPayouts;
import id.kezbek.payouts.days.SumPayoutDays;
import id.kezbek.payouts.floats.CompareBalances;
import id.kezbek.payouts.pricing.ReleaseSmallPayouts;
import id.kezbek.payouts.refund.SettleRefunds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of payouts. */
@Configuration(proxyBeanMethods = false)
class PayoutJobs {

    private static final Duration LONGEST_SUM = Duration.ofHours(1);

    @Bean
    Job releaseSmallPayoutsJob(ReleaseSmallPayouts releaseSmallPayouts) {
        return Job.named(
                        "release-small-payouts",
                        "Sends payouts that waited for a lower wallet minimum and now reach it.")
                .every(Duration.ofMinutes(5))
                .counts("payouts released", releaseSmallPayouts::run);
    }

    @Bean
    Job collectSmallPayoutsJob(CollectSmallPayouts collectSmallPayouts) {
        return Job.named(
                        "collect-small-payouts",
                        "Collects a customer's small payouts to one wallet when their sum reaches its minimum.")
                .every(Duration.ofMinutes(5))
                .counts("payouts collected", collectSmallPayouts::run);
    }

    @Bean
    Job sendSmallAmountsJob(CollectSmallPayouts collectSmallPayouts) {
        return Job.named(
                        "send-small-amounts",
                        "Sends payouts below the wallet's minimum on the day of cezbek.payouts.small-amounts-day.")
                .cron("0 30 6 * * *")
                .counts("payouts released", collectSmallPayouts::runOnDay);
    }

    @Bean
    Job settleRefundsJob(SettleRefunds settleRefunds) {
        return Job.named("settle-refunds", "Takes back refunded cashback when the payout that was in flight has ended.")
                .every(Duration.ofSeconds(30))
                .counts("refunds settled", settleRefunds::run);
    }

    @Bean
    Job decidePayoutsJob(ApplyBulkDecisions applyBulkDecisions) {
        return Job.named(
                        "decide-payouts",
                        "Carries out approved bulk decisions: retries, cancels or resolves their payouts.")
                .every(Duration.ofSeconds(10))
                .counts("payouts decided", applyBulkDecisions::run);
    }

    @Bean
    Job compareFloatsJob(CompareBalances compareBalances) {
        return Job.named("compare-floats", "Compares the balances in the books with those that providers report.")
                .every(Duration.ofMinutes(10))
                .counts("providers compared", compareBalances::run);
    }

    /** The first run may take long. */
    @Bean
    Job sumPayoutDaysJob(SumPayoutDays sumPayoutDays) {
        return Job.named("sum-payout-days", "Sums up the payouts of each day, so that totals are read quickly.")
                .cron("0 15 * * * *")
                .longest(LONGEST_SUM)
                .counts("days brought up to date", sumPayoutDays::run);
    }
}
