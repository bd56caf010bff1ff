package id.kezbek.notifications;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.facts.FactsSetAside;
import id.kezbek.shared.crash.CrashPoint;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads facts, keeps the e-mails that follow from them, and hands those to the queue. */
@Component
public class QueueEmails {

    private static final String CONSUMER = "notifications";
    private static final int FACTS_AT_ONCE = 500;

    /** Enough to see whether the mail system is back. */
    private static final int TRIED_AT_ONCE = 10;

    /** Of a million lost ones none may wait for all others' row locks. */
    private static final int LOST_AT_ONCE = 1_000;

    private static final CrashPoint TAKEN =
            CrashPoint.named("notifications.emails-taken", "e-mails stand as queued, the queue has none of them");
    private static final CrashPoint QUEUED = CrashPoint.named(
            "notifications.emails-queued",
            "the queue has answered for e-mails, those that it refused are not given back");

    private final Facts facts;
    private final FactsSetAside factsSetAside;
    private final CustomerEmails customerEmails;
    private final ApprovalEmails approvalEmails;
    private final KeepEmails keepEmails;
    private final Emails emails;
    private final EmailQueue queue;
    private final MailRest mailRest;

    QueueEmails(
            Facts facts,
            FactsSetAside factsSetAside,
            CustomerEmails customerEmails,
            ApprovalEmails approvalEmails,
            KeepEmails keepEmails,
            Emails emails,
            EmailQueue queue,
            MailRest mailRest) {
        this.facts = facts;
        this.factsSetAside = factsSetAside;
        this.customerEmails = customerEmails;
        this.approvalEmails = approvalEmails;
        this.keepEmails = keepEmails;
        this.emails = emails;
        this.queue = queue;
        this.mailRest = mailRest;
    }

    /**
     * Reads the next facts.
     *
     * @return whether there may be more at once
     */
    public boolean readFacts() {
        return facts.read(CONSUMER, FACTS_AT_ONCE, this::keepEmails) == FACTS_AT_ONCE;
    }

    /** Takes facts once more that were set aside, after what kept them from being understood was mended. */
    public FactsSetAside.Retried retryFacts() {
        return factsSetAside.retry(CONSUMER, this::keepEmails);
    }

    private void keepEmails(List<Fact> next) {
        List<Emails.Email> toCustomers = customerEmails.of(next);
        if (!toCustomers.isEmpty()) {
            keepEmails.keep(toCustomers);
        }
        emails.add(approvalEmails.of(next));
    }

    /**
     * Hands the next waiting e-mails to the queue; none while the mail system is away, and a few when it may be back.
     *
     * @return whether there may be more at once
     */
    public boolean queueWaiting() {
        if (mailRest.isOn()) {
            return false;
        }
        int most = mailRest.isToTry() ? TRIED_AT_ONCE : queue.emailsACall();
        List<Emails.Waiting> taken = emails.takeWaiting(most);
        if (taken.isEmpty()) {
            return false;
        }
        TAKEN.reached();
        List<UUID> refused;
        try {
            refused = queue.send(taken);
        } catch (RuntimeException unreachable) {
            emails.giveBack(taken.stream().map(Emails.Waiting::id).toList());
            throw unreachable;
        }
        QUEUED.reached();
        emails.giveBack(refused);
        return refused.isEmpty() && taken.size() == most && !mailRest.isToTry();
    }

    /** Lets e-mails wait for the queue again whose rest after a failed try is over. */
    public void wakeRested() {
        emails.wakeRested(queue.emailsACall());
    }

    /** Queues again what the queue or a stopped sender lost. */
    public int recoverLost() {
        int recovered = 0;
        int next;
        do {
            next = emails.recoverLost(LOST_AT_ONCE);
            recovered += next;
        } while (next == LOST_AT_ONCE);
        return recovered;
    }
}
