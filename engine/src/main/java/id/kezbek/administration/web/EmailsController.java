package id.kezbek.administration.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.RequestJob;
import id.kezbek.notifications.EmailArchive;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Texts;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** E-mails for support staff: lists e-mails with their delivery states, and requests a redrive of failed e-mails. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class EmailsController {

    private static final String LISTING = "emails";
    private static final String REDRIVE = "redrive-emails";
    private static final int TEMPLATE_MAX = 60;
    private static final int ADDRESS_MAX = 300;

    /**
     * An e-mail. {@code to} is masked. {@code transaction_id} is present if the e-mail is about a transaction. {@code
     * reason} is present if the e-mail was not sent.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EmailAnswer(
            String id,
            String template,
            String language,
            String to,
            EmailArchive.State state,
            int tries,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("changed_at") Instant changedAt,
            @JsonProperty("transaction_id") @Nullable String transaction,
            @Nullable String reason) {

        static EmailAnswer of(EmailArchive.Line line) {
            return new EmailAnswer(
                    line.id().toString(),
                    line.template(),
                    line.language(),
                    Texts.maskedEmail(line.recipient()),
                    line.state(),
                    line.tries(),
                    line.createdAt(),
                    line.changedAt(),
                    line.transaction(),
                    line.reason());
        }
    }

    /**
     * The run of the job {@code redrive-emails} that the request started. {@code GET /api/v2/jobs/redrive-emails/runs}
     * shows the result of the run.
     */
    record RedriveAnswer(String job, @JsonProperty("run_id") String run) {}

    private final EmailArchive archive;
    private final RequestJob requestJob;
    private final AuditLog auditLog;

    EmailsController(EmailArchive archive, RequestJob requestJob, AuditLog auditLog) {
        this.archive = archive;
        this.requestJob = requestJob;
        this.auditLog = auditLog;
    }

    @GetMapping("/api/v2/emails")
    @Exported("emails")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    Listing<EmailAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        EmailArchive.Page page = Query.read(
                parameters,
                query -> new EmailArchive.Page(
                        query.oneOf("state", EmailArchive.State.class),
                        query.text("template", TEMPLATE_MAX),
                        query.text("to", ADDRESS_MAX),
                        query.after(LISTING, EmailsController::position),
                        query.limit()));
        List<EmailArchive.Line> oneMore = archive.page(
                new EmailArchive.Page(page.state(), page.template(), page.to(), page.before(), page.limit() + 1));
        return Listing.of(
                oneMore,
                page.limit(),
                EmailAnswer::of,
                last -> Cursor.of(
                        LISTING, last.createdAt().toString(), last.id().toString()));
    }

    @PostMapping("/api/v2/emails:redrive")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<RedriveAnswer> redrive(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        RequestJob.Requested requested = requestJob.request(REDRIVE);
        String run = Ids.text(requested.run().id());
        if (requested.isNew()) {
            auditLog.append(AuditEntry.by(caller, "EMAILS_REDRIVEN", "emails", Map.of("run", run)));
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new RedriveAnswer(REDRIVE, run));
    }

    private static EmailArchive.Position position(List<String> position) {
        return new EmailArchive.Position(Instant.parse(position.get(0)), UUID.fromString(position.get(1)));
    }
}
