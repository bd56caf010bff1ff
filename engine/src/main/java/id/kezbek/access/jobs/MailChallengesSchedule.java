package id.kezbek.access.jobs;

import id.kezbek.access.codes.MailChallenges;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Orders the e-mails with one-time codes. If several processes run this schedule at once, each e-mail is still ordered
 * only once.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class MailChallengesSchedule {

    /** A run stops after this number of batches, so that a flood of challenges does not delay a shutdown. */
    private static final int MAX_LISTS = 200;

    private final MailChallenges mailChallenges;

    MailChallengesSchedule(MailChallenges mailChallenges) {
        this.mailChallenges = mailChallenges;
    }

    @Scheduled(fixedDelayString = "${cezbek.access.mail-interval:PT0.5S}")
    void run() {
        for (int list = 0; list < MAX_LISTS && mailChallenges.mail(); list++) {}
    }
}
