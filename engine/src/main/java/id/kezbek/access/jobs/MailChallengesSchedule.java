package id.kezbek.access.jobs;

import id.kezbek.access.codes.MailChallenges;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends one-time codes on their way; several processes at once take different ones. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class MailChallengesSchedule {

    /** Lists a run at the most, so that a flood does not keep the schedule's thread from a stop. */
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
