package id.kezbek.notifications.jobs;

import id.kezbek.notifications.QueueEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.Rest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps e-mails moving from facts to the queue. Any number of processes may run it. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailSchedule {

    private static final Logger log = LoggerFactory.getLogger(EmailSchedule.class);

    /** Lists a run at the most, so that a long backlog does not keep the schedule's thread from a stop. */
    private static final int MAX_LISTS = 50;

    private final QueueEmails queueEmails;
    /** When the queue could not be reached, it is left alone for a while. */
    private final Rest queueRest;

    EmailSchedule(QueueEmails queueEmails, @Value("${cezbek.notifications.rest:5s}") Duration rest) {
        this.queueEmails = queueEmails;
        this.queueRest = new Rest(rest);
    }

    @Scheduled(fixedDelayString = "${cezbek.notifications.interval:PT0.5S}")
    void moveOn() {
        try {
            for (int list = 0; list < MAX_LISTS && queueEmails.readFacts(); list++) {}
        } catch (RuntimeException failed) {
            // One-time passwords follow from no fact: they do not wait for one that cannot be read.
            log.error("Facts cannot be read for e-mails; it is tried again", failed);
        }
        if (!queueRest.isOn()) {
            queueWaiting();
        }
    }

    private void queueWaiting() {
        try {
            queueEmails.wakeRested();
            for (int list = 0; list < MAX_LISTS && queueEmails.queueWaiting(); list++) {}
            queueRest.end();
        } catch (RuntimeException unreachable) {
            if (queueRest.begin()) {
                log.warn(
                        "The e-mail queue cannot be reached; e-mails wait: {}",
                        unreachable.getClass().getSimpleName());
            }
        }
    }
}
