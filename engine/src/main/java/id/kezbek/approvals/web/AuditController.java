package id.kezbek.approvals.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.approvals.audit.AuditTrail;
import id.kezbek.approvals.audit.VerifyAudit;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations that show the audit log to auditors. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class AuditController {

    private static final String LISTING = "audit";
    private static final int TEXT_MAX = 100;
    /** The length of an e-mail address. */
    private static final int ACTOR_MAX = 254;

    /**
     * @param actor the actor's name; absent after erasure
     * @param actorId the actor's id in the chain
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            long number,
            Instant at,
            @Nullable String actor,
            @JsonProperty("actor_id") String actorId,
            String act,
            String subject,
            JsonNode detail,
            String hash) {

        @Override
        public String toString() {
            return "Line[" + number + ", " + act + "]";
        }
    }

    record Head(long number, Instant at, String hash) {}

    private final AuditTrail trail;
    private final AuditLog auditLog;

    AuditController(AuditTrail trail, AuditLog auditLog) {
        this.trail = trail;
        this.auditLog = auditLog;
    }

    @GetMapping("/api/v2/audit")
    @Exported("audit")
    @Allow({Role.ADMIN, Role.AUDITOR})
    Listing<Line> list(@RequestParam MultiValueMap<String, String> parameters) {
        AuditTrail.Page page = Query.read(parameters, AuditController::page);
        return Listing.of(
                trail.page(page.oneMore()),
                page.limit(),
                AuditController::line,
                last -> Cursor.of(LISTING, Long.toString(last.number())));
    }

    private static AuditTrail.Page page(Query query) {
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            query.fault("to", "must be later than from");
        }
        return new AuditTrail.Page(
                query.text("actor", ACTOR_MAX),
                query.text("act", TEXT_MAX),
                query.text("subject", TEXT_MAX),
                from,
                to,
                query.after(LISTING, AuditController::number),
                query.limit());
    }

    @GetMapping("/api/v2/audit/head")
    @Allow({Role.ADMIN, Role.AUDITOR})
    Head head() {
        return auditLog.head()
                .map(head -> new Head(head.number(), head.at(), VerifyAudit.text(head.hash())))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the audit log has no entry yet"));
    }

    private static Long number(List<String> position) {
        return Long.valueOf(position.getFirst());
    }

    private static Line line(AuditTrail.Line line) {
        return new Line(
                line.number(),
                line.at(),
                line.name(),
                line.actor(),
                line.act(),
                line.subject(),
                JsonMapper.shared().readTree(line.detail()),
                VerifyAudit.text(line.hash()));
    }
}
