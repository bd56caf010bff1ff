package id.kezbek.startup.schema;

import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends operators one plain e-mail about a failed start. This e-mail uses neither the queue of e-mails nor templates,
 * because both need the database.
 */
@Component
class OperatorMail {

    private static final Logger log = LoggerFactory.getLogger(OperatorMail.class);
    /**
     * The maximum time for sending the e-mails to all recipients together. Then the process ends, even if e-mails were
     * not sent.
     */
    private static final Duration TELLING_MAX = Duration.ofSeconds(20);

    private static final String SUBJECT = "Cezbek Engine cannot start because of its database schema";

    private final SchemaSettings settings;
    private final ObjectProvider<MailSender> sender;
    private final Duration tellingMax;
    private final AtomicBoolean told = new AtomicBoolean();

    @Autowired
    OperatorMail(SchemaSettings settings, ObjectProvider<MailSender> sender) {
        this(settings, sender, TELLING_MAX);
    }

    OperatorMail(SchemaSettings settings, ObjectProvider<MailSender> sender, Duration tellingMax) {
        this.settings = settings;
        this.sender = sender;
        this.tellingMax = tellingMax;
    }

    /** Sends the e-mails. Returns after sending, after a failure, or after a timeout. */
    void tell(String line) {
        if (settings.operators().email().isEmpty() || !told.compareAndSet(false, true)) {
            return;
        }
        try {
            // Gets the bean in this thread, because during the start only the starting thread may create beans.
            MailSender mails = sender.getObject();
            Thread telling = Thread.ofVirtual().name("operator-mail").start(() -> send(mails, line));
            if (!telling.join(tellingMax)) {
                log.warn("The mail system did not accept the e-mail to the operators within {}", tellingMax);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (BeansException noMail) {
            log.warn("No mail system is configured for e-mails to the operators");
        }
    }

    private void send(MailSender mails, String line) {
        String text = "The engine on " + host() + " does not start: " + line + ".\n\nRunning processes continue."
                + " The engine sends one such e-mail for each failed start.\n";
        String html = "<p>" + HtmlUtils.htmlEscape(text).replace("\n\n", "</p><p>") + "</p>";
        for (String address : settings.operators().email()) {
            send(mails, new Mail(address, SUBJECT, html, text));
        }
    }

    private static void send(MailSender mails, Mail mail) {
        try {
            switch (mails.send(mail)) {
                case MailSender.Outcome.Taken taken -> log.info("E-mail to an operator sent");
                case MailSender.Outcome.Away away -> notTaken(away.why());
                case MailSender.Outcome.NotNow later -> notTaken(later.why());
                case MailSender.Outcome.Refused refused -> notTaken(refused.why());
            }
        } catch (RuntimeException broken) {
            notTaken(broken.getClass().getSimpleName());
        }
    }

    private static void notTaken(String why) {
        log.warn("An e-mail to an operator was not accepted: {}", why);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "a host without a name";
        }
    }
}
