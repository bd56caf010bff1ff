package id.kezbek.notifications.queue;

import id.kezbek.notifications.MailSender.AttachedFile;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import org.springframework.stereotype.Component;

/** The files attached to e-mails. The files are read from the file store when an e-mail is sent. */
@Component
public class Attachments {

    /** Mail systems accept about 10 MB, and encoding makes a file a third longer. */
    private static final int BYTES_MAX = 5 * 1024 * 1024;

    private final FileStore files;

    Attachments(FileStore files) {
        this.files = files;
    }

    /**
     * @throws Refusal OUT_OF_SERVICE if the store does not return the file, or the file is too long; the e-mail is
     *     then not sent
     */
    public Mail attach(Mail mail, Emails.Email email) {
        OrderEmail.Attachment file = email.attachment();
        if (file == null) {
            return mail;
        }
        byte[] bytes = files.get(file.key(), BYTES_MAX)
                .orElseThrow(() -> new Refusal(ErrorCode.OUT_OF_SERVICE, "its attachment is not in the file store"));
        return mail.with(new AttachedFile(file.name(), file.contentType(), bytes));
    }
}
