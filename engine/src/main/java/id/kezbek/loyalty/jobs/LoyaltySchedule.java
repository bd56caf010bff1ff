package id.kezbek.loyalty.jobs;

import id.kezbek.loyalty.ExpireStays;
import id.kezbek.loyalty.RemindCustomers;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends stays soon after the day on which they are over has begun, and reminds at hours at which people like to be
 * reminded. Any number of processes may run it.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class LoyaltySchedule {

    private static final Logger log = LoggerFactory.getLogger(LoyaltySchedule.class);
    private static final String ZONE = "Asia/Jakarta";

    private final ExpireStays expireStays;
    private final RemindCustomers remindCustomers;

    LoyaltySchedule(ExpireStays expireStays, RemindCustomers remindCustomers) {
        this.expireStays = expireStays;
        this.remindCustomers = remindCustomers;
    }

    @Scheduled(cron = "${cezbek.jobs.tier-expiry.cron:0 */10 * * * *}", zone = ZONE)
    void expire() {
        ExpireStays.Run run = expireStays.run();
        if (run.moves() > 0 || run.stuck() > 0) {
            log.info("{} stays of {} customers are over, {} are stuck", run.moves(), run.members(), run.stuck());
        }
    }

    @Scheduled(cron = "${cezbek.jobs.expiry-reminders.cron:0 0 9-20 * * *}", zone = ZONE)
    void remind() {
        int given = remindCustomers.run();
        if (given > 0) {
            log.info("{} customers were reminded that their stay soon is over", given);
        }
    }
}
