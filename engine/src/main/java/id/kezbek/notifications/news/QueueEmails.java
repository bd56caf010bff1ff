package id.kezbek.notifications.news;

import id.kezbek.approvals.ApprovalProposed;
import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.facts.FactsSetAside;
import id.kezbek.loyalty.TierEvent;
import id.kezbek.notifications.EmailArchive.State;
import id.kezbek.notifications.EmailQueue;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.notifications.queue.KeepEmails;
import id.kezbek.notifications.queue.NewEmails;
import id.kezbek.notifications.queue.SendClaimedEmails;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.systems.SystemBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads events and stores their e-mails. This process sends them, if the mail system is available. Otherwise they wait
 * in the database, and are queued later.
 */
@Component
public class QueueEmails {

    private static final Logger log = LoggerFactory.getLogger(QueueEmails.class);
    static final String CONSUMER = "notifications";
    private static final int FACTS_AT_ONCE = 500;

    /** The number of e-mails that are tried, to find out whether the mail system is available again. */
    private static final int TRIED_AT_ONCE = 10;

    /**
     * The maximum number of lost e-mails per statement, so that each statement locks few rows even if a million e-mails
     * are lost.
     */
    private static final int LOST_AT_ONCE = 1_000;

    private static final CrashPoint CLAIMED = CrashPoint.named(
            "notifications.emails-claimed", "new e-mails are stored and claimed by this process, none is sent");
    private static final CrashPoint TAKEN = CrashPoint.named(
            "notifications.emails-taken", "e-mails are recorded as queued, but none of them is in the queue");
    private static final CrashPoint QUEUED = CrashPoint.named(
            "notifications.emails-queued",
            "the queue has answered for a batch of e-mails, but rejected e-mails are not returned to the waiting state");

    private final Facts facts;
    private final FactsSetAside factsSetAside;
    private final Set<String> kinds;
    private final CustomerEmails customerEmails;
    private final ApprovalEmails approvalEmails;
    private final KeepEmails keepEmails;
    private final NewEmails newEmails;
    private final Emails emails;
    private final EmailQueue queue;
    /** Empty in processes that send no e-mails; these only process dead letters again. */
    private final Optional<SendClaimedEmails> senders;

    private final CircuitBreaker mail;
    private final CircuitBreaker queueBreaker;

    QueueEmails(
            Facts facts,
            FactsSetAside factsSetAside,
            EventReader events,
            CustomerEmails customerEmails,
            ApprovalEmails approvalEmails,
            KeepEmails keepEmails,
            NewEmails newEmails,
            Emails emails,
            EmailQueue queue,
            Optional<SendClaimedEmails> senders,
            CircuitBreaker mail,
            @Value("${cezbek.notifications.rest:5s}") Duration rest) {
        this.facts = facts;
        this.factsSetAside = factsSetAside;
        this.kinds =
                events.kindsOf(PurchaseAccepted.class, PurchaseRefunded.class, TierEvent.class, ApprovalProposed.class);
        this.customerEmails = customerEmails;
        this.approvalEmails = approvalEmails;
        this.keepEmails = keepEmails;
        this.newEmails = newEmails;
        this.emails = emails;
        this.queue = queue;
        this.senders = senders;
        this.mail = mail;
        this.queueBreaker = SystemBreaker.of(
                "queue",
                rest,
                log,
                "E-mail queue is unavailable; e-mails wait",
                "E-mail queue is available again; queueing e-mails");
    }

    /**
     * Reads the next events and sends their e-mails, if the mail system is available. Only processes with the role job
     * call it. While the senders of this process have enough to do, it waits; meanwhile other processes may read the
     * events.
     *
     * @return whether there may be more work at once
     */
    public boolean readFacts() {
        if (mail.getState() == CircuitBreaker.State.OPEN) {
            return facts.read(CONSUMER, kinds, FACTS_AT_ONCE, next -> keepEmails(next, State.WAITING)) == FACTS_AT_ONCE;
        }
        SendClaimedEmails own = senders.orElseThrow();
        if (!own.awaitRoom()) {
            return false;
        }
        // The queue may be unavailable too, so these e-mails also find out whether the mail system is available again.
        int most = isMailToTry() ? TRIED_AT_ONCE : Math.min(FACTS_AT_ONCE, own.eventsAtOnce());
        return facts.read(CONSUMER, kinds, most, next -> claim(next, own)) == most && !isMailToTry();
    }

    /** The e-mails are sent only after the commit. After a rollback, the same events are read again. */
    private void claim(List<Fact> next, SendClaimedEmails sender) {
        SendClaimedEmails.ClaimTime since = sender.now();
        List<Emails.Email> claimed = keepEmails(next, State.SENDING);
        if (!claimed.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    CLAIMED.reached();
                    sender.send(claimed, since);
                }
            });
        }
    }

    /** Processes dead letters again after their cause was fixed. */
    public FactsSetAside.Retried retryFacts() {
        return factsSetAside.retry(CONSUMER, next -> keepEmails(next, State.WAITING));
    }

    private List<Emails.Email> keepEmails(List<Fact> next, State state) {
        List<Emails.Email> toCustomers = customerEmails.of(next);
        List<Emails.Email> kept = new ArrayList<>();
        if (!toCustomers.isEmpty()) {
            kept.addAll(keepEmails.keep(toCustomers, state));
        }
        kept.addAll(newEmails.add(approvalEmails.of(next), state));
        return kept;
    }

    /**
     * Queues the next waiting e-mails; none while the queue or the mail system is unavailable. To find out whether the
     * mail system is available again, it queues only a few.
     *
     * @return whether there may be more work at once
     */
    public boolean queueWaiting() {
        if (mail.getState() == CircuitBreaker.State.OPEN || queueBreaker.getState() == CircuitBreaker.State.OPEN) {
            return false;
        }
        int most = isMailToTry() ? TRIED_AT_ONCE : queue.emailsACall();
        List<Emails.Waiting> taken = emails.takeWaiting(most);
        return !taken.isEmpty() && put(taken) && taken.size() == most && !isMailToTry();
    }

    private boolean isMailToTry() {
        return mail.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /** @return whether the queue accepted all e-mails; rejected e-mails wait */
    private boolean put(List<Emails.Waiting> taken) {
        TAKEN.reached();
        List<UUID> refused;
        try {
            refused = queue.send(taken);
        } catch (RuntimeException unreachable) {
            emails.giveBack(taken.stream().map(Emails.Waiting::id).toList());
            SystemBreaker.failed(queueBreaker, unreachable.getClass().getSimpleName());
            return false;
        }
        SystemBreaker.served(queueBreaker);
        QUEUED.reached();
        emails.giveBack(refused);
        return refused.isEmpty();
    }

    /** Returns e-mails to the waiting state when the pause after a failed try is over. */
    public void wakeRested() {
        emails.wakeRested(queue.emailsACall());
    }

    /** Queues e-mails again that were lost by the queue or by a stopped process. */
    public int recoverLost() {
        int recovered = 0;
        int next;
        do {
            next = emails.recoverLost(LOST_AT_ONCE);
            recovered += next;
        } while (next >= LOST_AT_ONCE);
        return recovered;
    }
}
