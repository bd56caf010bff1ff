package id.kezbek.notifications.jobs;

import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads events, so that this process sends their e-mails, and queues the e-mails that wait. Any number of processes may
 * run this at the same time.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailSchedule {

    /** The maximum number of batches per run, so that a long backlog does not delay the stop of the process. */
    private static final int MAX_LISTS = 50;

    private final QueueEmails queueEmails;

    EmailSchedule(QueueEmails queueEmails) {
        this.queueEmails = queueEmails;
    }

    @Scheduled(fixedDelayString = "${cezbek.notifications.interval:PT0.5S}")
    void readFacts() {
        for (int list = 0; list < MAX_LISTS && queueEmails.readFacts(); list++) {}
    }

    /**
     * It has its own schedule, because e-mails with one-time passwords have no event: they must not wait for events, nor
     * for one that cannot be read.
     */
    @Scheduled(fixedDelayString = "${cezbek.notifications.interval:PT0.5S}")
    void queueWaiting() {
        queueEmails.wakeRested();
        for (int list = 0; list < MAX_LISTS && queueEmails.queueWaiting(); list++) {}
    }
}
