package id.kezbek.adapters.aws;

import id.kezbek.notifications.MailSender;
import id.kezbek.shared.systems.SystemAway;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Attachment;
import software.amazon.awssdk.services.sesv2.model.AttachmentContentDisposition;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;

/**
 * Sends mail through Amazon SES, version 2 of its API. SES replaces the Message-ID at each try, so a receiver cannot
 * recognise a second copy of an e-mail.
 */
@Component
@ConditionalOnProperty(name = "cezbek.mail", havingValue = "ses")
class SesMailSender implements MailSender {

    private static final Logger log = LoggerFactory.getLogger(SesMailSender.class);
    private static final AwsRequestOverrideConfiguration BOUNDS = AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * A part of SES's error message if an e-mail is rejected because an address or domain is not verified. Operators
     * can verify the address or domain later.
     */
    private static final String UNVERIFIED = "not verified";

    private static final String NO_ANSWER = "NoAnswer";
    /**
     * SES returns this error if the credentials are valid but lack a permission. For invalid credentials SES returns
     * another error.
     */
    private static final String NO_RIGHT = "AccessDeniedException";

    private static final int UNKNOWN_CALL = 404;
    private static final int CAUSES_MAX = 20;

    private final SesV2Client ses;
    private final String from;
    private final String configurationSet;

    /**
     * @param configurationSet the configuration set with which SES reports bounces and complaints; empty without a
     * configuration set
     */
    SesMailSender(
            SesV2Client ses,
            @Value("${cezbek.notifications.from:no-reply@kezbek.id}") String from,
            @Value("${cezbek.ses.configuration-set:}") String configurationSet) {
        this.ses = ses;
        this.from = from;
        this.configurationSet = configurationSet;
    }

    @Override
    public Outcome send(Mail mail) {
        try {
            ses.sendEmail(send -> send.fromEmailAddress(from)
                    .destination(to -> to.toAddresses(mail.to()))
                    .content(content(mail))
                    .configurationSetName(configurationSet.isBlank() ? null : configurationSet)
                    .overrideConfiguration(BOUNDS));
            return new Outcome.Taken();
        } catch (MessageRejectedException rejected) {
            return said(rejected).contains(UNVERIFIED) ? unverified() : new Outcome.Refused("MessageRejected");
        } catch (BadRequestException malformed) {
            return new Outcome.Refused("BadRequest");
        } catch (AwsServiceException refused) {
            return new Outcome.Away(code(refused));
        } catch (SdkException unanswered) {
            return mayHaveArrived(unanswered) && isThere() ? new Outcome.NotNow(NO_ANSWER) : away(unanswered);
        }
    }

    private static Outcome away(SdkException away) {
        return new Outcome.Away(away.getClass().getSimpleName());
    }

    /**
     * Whether SES may have received the e-mail, although the engine got no response. False if there was no connection.
     */
    private static boolean mayHaveArrived(SdkException unanswered) {
        Throwable cause = unanswered;
        boolean isOfTheNetwork = false;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) {
                return false;
            }
            isOfTheNetwork |= cause instanceof IOException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException;
            cause = cause.getCause();
        }
        return isOfTheNetwork;
    }

    /**
     * Whether SES responds to a check. If SES responds, the failed e-mail uses up a try, so that the engine does not
     * send it without end. If SES does not respond, the e-mail uses up no try, because SES caused the failure.
     */
    private boolean isThere() {
        try {
            ask();
            return true;
        } catch (AwsServiceException answered) {
            return true;
        } catch (SdkException | SystemAway silent) {
            return false;
        }
    }

    /**
     * Queries the SES account, because SES may stop sending for the whole account. Three errors show that SES is
     * available: too many calls (SES allows one per second), a missing permission, and an unknown call (emulators).
     */
    @Override
    public void ask() {
        try {
            GetAccountResponse account = ses.getAccount(get -> get.overrideConfiguration(BOUNDS));
            if (Boolean.FALSE.equals(account.sendingEnabled())) {
                throw new SystemAway("does not send for this account; see the reason in the SES console");
            }
        } catch (AwsServiceException answered) {
            if (!answered.isThrottlingException()
                    && answered.statusCode() != UNKNOWN_CALL
                    && !code(answered).equals(NO_RIGHT)) {
                throw answered;
            }
        }
    }

    private static EmailContent content(Mail mail) {
        return EmailContent.builder()
                .simple(message -> message.subject(utf8(mail.subject()))
                        .body(body -> body.html(utf8(mail.html())).text(utf8(mail.text())))
                        .attachments(mail.attachment().stream()
                                .map(SesMailSender::attachment)
                                .toList()))
                .build();
    }

    private static Attachment attachment(AttachedFile file) {
        return Attachment.builder()
                .fileName(file.name())
                .contentType(file.contentType())
                .contentDisposition(AttachmentContentDisposition.ATTACHMENT)
                .rawContent(SdkBytes.fromByteArray(file.bytes()))
                .build();
    }

    private static Content utf8(String text) {
        return Content.builder()
                .charset(StandardCharsets.UTF_8.name())
                .data(text)
                .build();
    }

    /** The e-mail itself is valid; a redrive can send it after operators verified the address or domain. */
    private static Outcome unverified() {
        log.warn("SES does not send: the address or domain of cezbek.notifications.from is not verified, or the"
                + " account is in SES's sandbox and the recipient is not verified");
        return new Outcome.NotNow("NotVerified");
    }

    private static String said(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? String.valueOf(refused.getMessage())
                : String.valueOf(refused.awsErrorDetails().errorMessage());
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
                ? "status " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }
}
