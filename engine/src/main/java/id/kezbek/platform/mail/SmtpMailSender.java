package id.kezbek.platform.mail;

import id.kezbek.notifications.MailSender;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends mail to an SMTP server. */
@Component
class SmtpMailSender implements MailSender {

    private final JavaMailSender smtp;
    private final String from;

    SmtpMailSender(JavaMailSender smtp, @Value("${cezbek.notifications.from:no-reply@kezbek.id}") String from) {
        this.smtp = smtp;
        this.from = from;
    }

    @Override
    public void send(Mail mail) {
        MimeMessage message = smtp.createMimeMessage();
        try {
            MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            parts.setFrom(from);
            parts.setTo(mail.to());
            parts.setSubject(mail.subject());
            parts.setText(mail.text(), mail.html());
        } catch (MessagingException broken) {
            throw new MailPreparationException("An e-mail could not be put together", broken);
        }
        smtp.send(message);
    }
}
