package id.kezbek.notifications.queue;

import id.kezbek.notifications.SendEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.SystemBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Sends the e-mails that this process claimed when it stored them. These e-mails need no queue message and no second
 * claim. An e-mail that does not start soon returns to WAITING in the database, for example if the mail system is
 * unavailable. If the process is killed or the database fails, {@code recover-emails} finds the claimed e-mails.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class SendClaimedEmails implements AutoCloseable {

    /**
     * The time of a claim on two clocks. The monotonic clock may stop while a machine is suspended. The wall clock may
     * be set back.
     */
    public record ClaimTime(long nanos, Instant instant) {

        private boolean isWithin(Duration age, Clock clock) {
            return System.nanoTime() - nanos < age.toNanos()
                    && Duration.between(instant, clock.instant()).compareTo(age) < 0;
        }
    }

    private record Claimed(Emails.Email email, ClaimTime since) {}

    private static final Logger log = LoggerFactory.getLogger(SendClaimedEmails.class);

    /**
     * Above this limit, the process reads no more events, because the senders could not start the e-mails in time. The
     * limit assumes one e-mail for each event and a third of a second for each e-mail.
     */
    private static final int WAITING_PER_SENDER = 20;

    /** The maximum wait for free senders. It is short, so that the process can stop soon. */
    private static final Duration ROOM_WITHIN = Duration.ofSeconds(1);

    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final SendEmails sendEmails;
    private final Emails emails;
    private final Clock clock;
    private final int sendersMax;
    private final ExecutorService threads;
    /** While this breaker is open, the process claims no e-mails, because the process could not mark them as sent. */
    private final CircuitBreaker rows;

    /** Guards the fields below. */
    private final Object lock = new Object();

    private final Queue<Claimed> waiting = new ArrayDeque<>();
    private int senders;
    private boolean isClosed;

    public SendClaimedEmails(
            SendEmails sendEmails,
            Emails emails,
            Clock clock,
            @Value("${cezbek.notifications.senders:10}") int sendersMax,
            @Value("${cezbek.notifications.rest:5s}") Duration rest) {
        this.sendEmails = sendEmails;
        this.emails = emails;
        this.clock = clock;
        this.sendersMax = sendersMax;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("email-sender-", 0).factory());
        this.rows = SystemBreaker.of(
                "claimed-emails",
                rest,
                log,
                "Rows of e-mails cannot be updated; this process claims none, its claimed ones are recovered later",
                "Rows of e-mails can be updated again; this process claims new e-mails");
    }

    /**
     * Waits at most a second until the senders can take more e-mails. Without this wait, the senders would be idle
     * until the next scheduled run.
     *
     * @return whether the caller may claim more e-mails for this process
     */
    public boolean awaitRoom() {
        long until = System.nanoTime() + ROOM_WITHIN.toNanos();
        synchronized (lock) {
            try {
                for (long left = until - System.nanoTime();
                        isFull() && mayClaim() && left > 0;
                        left = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return hasRoom();
        }
    }

    boolean hasRoom() {
        synchronized (lock) {
            return !isFull() && mayClaim();
        }
    }

    private boolean isFull() {
        return waiting.size() > WAITING_PER_SENDER * sendersMax;
    }

    private boolean mayClaim() {
        return !isClosed && sendEmails.mayGoOn() && rows.getState() != CircuitBreaker.State.OPEN;
    }

    /** The maximum number of events in one claim. */
    public int eventsAtOnce() {
        return WAITING_PER_SENDER * sendersMax;
    }

    public ClaimTime now() {
        return new ClaimTime(System.nanoTime(), clock.instant());
    }

    /**
     * Hands claimed e-mails to the senders and returns at once. Call this method after the commit of the claim.
     *
     * @param since a time before the claim
     */
    public void send(List<Emails.Email> claimed, ClaimTime since) {
        synchronized (lock) {
            if (!isClosed) {
                claimed.forEach(email -> waiting.add(new Claimed(email, since)));
                startSenders();
                return;
            }
        }
        emails.waitForMail(claimed);
    }

    /** Starts a new sender for each waiting e-mail, up to the maximum. A slow e-mail may block the running senders. */
    private void startSenders() {
        int more = isClosed ? 0 : Math.min(sendersMax - senders, waiting.size());
        for (int n = 0; n < more; n++) {
            senders++;
            threads.execute(this::send);
        }
    }

    private void send() {
        try {
            sendEmails.sendClaimed(this::next);
            SystemBreaker.served(rows);
        } catch (RuntimeException failed) {
            log.error("Claimed e-mails could not be processed; they are recovered later", failed);
            SystemBreaker.failed(rows, failed.getClass().getSimpleName());
            dropWaiting();
        } finally {
            synchronized (lock) {
                senders--;
                startSenders();
            }
        }
    }

    /**
     * Drops the waiting e-mails after a failure. Otherwise they might be sent without being marked as sent, and later
     * be sent again.
     */
    private void dropWaiting() {
        synchronized (lock) {
            waiting.clear();
            lock.notifyAll();
        }
    }

    private Optional<Emails.Email> next() {
        List<Emails.Email> tooLate = new ArrayList<>();
        Optional<Emails.Email> next = poll(tooLate);
        try {
            emails.waitForMail(tooLate);
        } catch (RuntimeException failed) {
            log.warn("Claimed e-mails could not be given back; they are recovered later", failed);
        }
        return next;
    }

    /** @param tooLate receives the e-mails that must not be sent */
    private Optional<Emails.Email> poll(List<Emails.Email> tooLate) {
        Duration startWithin = sendEmails.mayGoOn() ? emails.startWithin() : Duration.ZERO;
        synchronized (lock) {
            try {
                for (Claimed claimed = waiting.poll(); claimed != null; claimed = waiting.poll()) {
                    if (claimed.since().isWithin(startWithin, clock)) {
                        return Optional.of(claimed.email());
                    }
                    tooLate.add(claimed.email());
                }
                return Optional.empty();
            } finally {
                if (!isFull()) {
                    lock.notifyAll();
                }
            }
        }
    }

    /** Waits at most ten seconds for the senders. E-mails that have not started by then return to WAITING. */
    @Override
    public void close() {
        synchronized (lock) {
            isClosed = true;
            lock.notifyAll();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("E-mails are still being sent at the end of the process");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        List<Emails.Email> left = new ArrayList<>();
        synchronized (lock) {
            waiting.forEach(claimed -> left.add(claimed.email()));
            waiting.clear();
        }
        emails.waitForMail(left);
    }
}
