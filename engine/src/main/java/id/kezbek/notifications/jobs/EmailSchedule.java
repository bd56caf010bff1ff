package id.kezbek.notifications.jobs;

import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads events, so that this process sends their e-mails, and queues the e-mails that wait. Any number of processes may
 * run this at the same time.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailSchedule {

    private static final Logger log = LoggerFactory.getLogger(EmailSchedule.class);

    /** The maximum number of batches per run, so that a long backlog does not delay the stop of the process. */
    private static final int MAX_LISTS = 50;

    private final QueueEmails queueEmails;

    EmailSchedule(QueueEmails queueEmails) {
        this.queueEmails = queueEmails;
    }

    @Scheduled(fixedDelayString = "${cezbek.notifications.interval:PT0.5S}")
    void moveOn() {
        try {
            for (int list = 0; list < MAX_LISTS && queueEmails.readFacts(); list++) {}
        } catch (RuntimeException failed) {
            // E-mails with one-time passwords have no event, so an event that cannot be read must not delay them.
            log.error("Events could not be read for e-mails; retrying", failed);
        }
        queueEmails.wakeRested();
        for (int list = 0; list < MAX_LISTS && queueEmails.queueWaiting(); list++) {}
    }
}
