package id.kezbek.notifications;

import id.kezbek.notifications.queue.Attachments;
import id.kezbek.notifications.queue.EmailHandovers;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.notifications.templates.Templates;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Texts;
import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.SystemBreaker;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Renders and sends e-mails, one after the other: those of a queue message, or those that this process has claimed
 * ({@link id.kezbek.notifications.queue.SendClaimedEmails}). If a queue message is delivered twice, each e-mail is
 * still sent only once. Only the e-mail's row stores the result: a failure affects neither the queue's message nor the
 * other e-mails.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class SendEmails {

    private static final Logger log = LoggerFactory.getLogger(SendEmails.class);
    private static final CrashPoint TAKEN = CrashPoint.named(
            "notifications.email-taken", "a sender has received an e-mail, but nothing is sent to the mail server");
    private static final CrashPoint ACCEPTED = CrashPoint.named(
            "notifications.email-accepted", "the mail server has accepted an e-mail, but its row is not updated");
    private static final CrashPoint MARKED = CrashPoint.named(
            "notifications.email-sent", "an e-mail is recorded as sent, its queue message is still there");

    /** The maximum number of claimed e-mails in one log line. */
    private static final int CLAIMED_MAX = 50;

    private static final Duration MARK_AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration MARK_AGAIN_AFTER_MAX = Duration.ofSeconds(5);

    private final Emails emails;
    private final EmailHandovers handovers;
    private final Templates templates;
    private final Attachments attachments;
    private final MailSender mailSender;
    private final CircuitBreaker mail;
    private final GiveWay giveWay;
    private final Duration longestYield;
    private final Traces traces;
    private final Duration longest;
    /** Repeats marks while the database fails. */
    private final RetryTemplate marking;

    private volatile boolean isStopping;

    /**
     * @param longestYield the maximum pause before each e-mail while purchases or payouts wait
     * @param visibilitySeconds the time after which the queue delivers a queue message again; a sender must finish
     *     before this time
     */
    public SendEmails(
            Emails emails,
            EmailHandovers handovers,
            Templates templates,
            Attachments attachments,
            MailSender mailSender,
            CircuitBreaker mail,
            GiveWay giveWay,
            Traces traces,
            @Value("${cezbek.notifications.longest-yield:50ms}") Duration longestYield,
            @Value("${cezbek.notifications.visibility-seconds:30}") int visibilitySeconds) {
        if (longestYield.isNegative()) {
            throw new IllegalArgumentException("cezbek.notifications.longest-yield must not be below zero");
        }
        this.emails = emails;
        this.handovers = handovers;
        this.templates = templates;
        this.attachments = attachments;
        this.mailSender = mailSender;
        this.mail = mail;
        this.giveWay = giveWay;
        this.longestYield = longestYield;
        this.traces = traces;
        this.longest = Duration.ofSeconds(visibilitySeconds).dividedBy(2);
        this.marking = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(Long.MAX_VALUE)
                .timeout(emails.claimLasts())
                .delay(MARK_AGAIN_AFTER)
                .multiplier(2)
                .maxDelay(MARK_AGAIN_AFTER_MAX)
                .predicate(failed -> !isStopping)
                .build());
    }

    /** A queue message in progress must not delay the shutdown of the process. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        isStopping = true;
    }

    /**
     * Sends the e-mails. If the mail system is unavailable or slow, or if the process stops, the remaining e-mails wait
     * in the database.
     */
    public void send(List<UUID> ids) {
        inRound(round -> {
            long began = System.nanoTime();
            int begun = 0;
            while (begun < ids.size() && mayGoOn() && System.nanoTime() - began < longest.toNanos()) {
                giveWay.await(longestYield);
                round.send(ids.get(begun++));
            }
            round.end();
            emails.giveBack(ids.subList(begun, ids.size()));
        });
    }

    /**
     * Sends claimed e-mails, until there is none or a round is full.
     *
     * @param next returns the next one; called right before it is sent
     * @throws RuntimeException if an e-mail's row could not be updated; the caller must send no further ones at once
     */
    public void sendClaimed(Supplier<Optional<Emails.Email>> next) {
        inRound(round -> {
            boolean mayBeMore = true;
            for (int begun = 0; begun < CLAIMED_MAX && mayBeMore; begun++) {
                giveWay.await(longestYield);
                Optional<Emails.Email> due = next.get();
                due.ifPresent(round::sendClaimed);
                mayBeMore = due.isPresent();
            }
        });
    }

    private void inRound(Consumer<Round> sending) {
        try (Traced span = traces.begin("send e-mails")) {
            Round round = new Round();
            handovers.begin();
            try {
                sending.accept(round);
            } finally {
                handovers.end();
                span.put("cezbek.emails", round.sent.size());
                round.tell();
            }
        }
    }

    /** Whether the mail system is available and the process does not stop. */
    public boolean mayGoOn() {
        return !isStopping && mail.getState() != State.OPEN;
    }

    /** The progress of a sender. */
    private final class Round {

        private final List<Emails.Email> sent = new ArrayList<>();
        /** An e-mail that was sent but is not yet marked as sent in its row. There is at most one. */
        private Emails.@Nullable Email unmarked;

        private boolean isFromQueue;

        void send(UUID id) {
            isFromQueue = true;
            handOver(id).ifPresent(this::taken);
        }

        void sendClaimed(Emails.Email email) {
            taken(email);
            end();
        }

        private void taken(Emails.Email email) {
            TAKEN.reached();
            deliver(email);
        }

        void end() {
            if (unmarked != null) {
                handOver(null);
            }
        }

        /**
         * While the database fails, the mark is repeated, and no other e-mail is sent. A late or second mark does no
         * harm. A claim that is repeated may find its e-mail claimed already; then the e-mail is recovered later.
         */
        private Optional<Emails.Email> handOver(@Nullable UUID next) {
            Emails.Email done = unmarked;
            if (done == null) {
                return handovers.handOver(null, next);
            }
            Optional<Emails.Email> due = mark(done, next);
            unmarked = null;
            if (isFromQueue) {
                MARKED.reached();
            }
            sent.add(done);
            return due;
        }

        private Optional<Emails.Email> mark(Emails.Email done, @Nullable UUID next) {
            try {
                return marking.invoke(() -> handovers.handOver(done.id(), next));
            } catch (RuntimeException failed) {
                if (Thread.currentThread().isInterrupted() && !isStopping) {
                    markLater(done);
                }
                throw failed;
            }
        }

        private void deliver(Emails.Email email) {
            try (Traced span = traces.beginCallOut("send e-mail")) {
                MailSender.Outcome outcome = outcome(email);
                span.put("cezbek.template", email.template())
                        .put("cezbek.email", email.id().toString())
                        .put("cezbek.outcome", outcome.getClass().getSimpleName());
                switch (outcome) {
                    case MailSender.Outcome.Taken taken -> accepted(email);
                    case MailSender.Outcome.Away away -> letWait(email, away.why());
                    case MailSender.Outcome.NotNow notNow -> letRest(email, notNow.why());
                    case MailSender.Outcome.Refused refused -> giveUp(email, refused.why());
                }
            }
        }

        private void accepted(Emails.Email email) {
            unmarked = email;
            ACCEPTED.reached();
            SystemBreaker.served(mail);
        }

        /** There is only one log line for all e-mails, because a log line costs as much as sending an e-mail. */
        void tell() {
            if (!sent.isEmpty()) {
                log.atInfo()
                        .addKeyValue("count", sent.size())
                        .addKeyValue(
                                "emails",
                                new Masking.Safe(
                                        sent.stream().map(SendEmails::told).collect(Collectors.joining("; "))))
                        .log("e-mails sent");
            }
        }
    }

    /**
     * When the queue is unavailable, its client interrupts the senders of queue messages. Without the mark, an e-mail
     * would be sent again.
     */
    private void markLater(Emails.Email sent) {
        Thread.ofVirtual().name("email-mark").start(() -> {
            try {
                marking.invoke(() -> handovers.handOver(sent.id(), null));
            } catch (RuntimeException failed) {
                log.atWarn()
                        .addKeyValue("email", sent.id())
                        .setCause(failed)
                        .log("A sent e-mail could not be marked; it is recovered later and sent again");
            }
        });
    }

    /** An outage of the mail system does not count as a failed try of the e-mail. Other senders stop at once. */
    private void letWait(Emails.Email email, String why) {
        SystemBreaker.failed(mail, why);
        marking.invoke(() -> emails.waitForMail(List.of(email)));
    }

    private void letRest(Emails.Email email, String why) {
        marking.invoke(() -> emails.notSent(email.id(), email.tries()));
        log.atWarn()
                .addKeyValue("email", email.id())
                .addKeyValue("template", email.template())
                .addKeyValue("why", why)
                .log("The mail system did not accept an e-mail; it will be retried");
    }

    private MailSender.Outcome outcome(Emails.Email email) {
        try {
            MailSender.Mail rendered =
                    templates.render(email.template(), email.language(), email.recipient(), email.model());
            return mailSender.send(attachments.attach(rendered, email).withId(email.id()));
        } catch (RuntimeException failed) {
            return new MailSender.Outcome.NotNow(failed.getClass().getSimpleName());
        }
    }

    /** The e-mail is not retried, because the mail system would return the same error. */
    private void giveUp(Emails.Email email, String why) {
        marking.invoke(() -> emails.refused(email.id(), email.tries()));
        log.atWarn()
                .addKeyValue("email", email.id())
                .addKeyValue("template", email.template())
                .addKeyValue("to", Texts.maskedEmail(email.recipient()))
                .addKeyValue("why", why)
                .log("The mail system rejected an e-mail permanently; it will not be retried");
    }

    /** The e-mail's id and template, and the reference of its transaction if there is one. */
    private static String told(Emails.Email email) {
        String what = email.id() + " " + email.template();
        return email.model().get("reference") instanceof String reference
                ? what + " " + Masking.masked(reference)
                : what;
    }
}
