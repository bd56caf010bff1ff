package id.kezbek.access.jobs;

import id.kezbek.access.codes.MailChallenges;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Orders the e-mails with one-time codes. Processes that run this schedule at the same time take different challenges.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class MailChallengesSchedule {

    /** The maximum number of batches in a run, so that a flood of challenges does not delay a shutdown. */
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
