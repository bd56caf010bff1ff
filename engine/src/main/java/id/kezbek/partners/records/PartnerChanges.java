package id.kezbek.partners.records;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The consequences of every change of a partner, in its transaction: the raised data version, an event, an audit entry.
 */
@Component
public class PartnerChanges {

    public enum Kind {
        PARTNER_ONBOARDED,
        PARTNER_SUSPENDED,
        PARTNER_REACTIVATED,
        PARTNER_FUNDING_CHANGED,
        PARTNER_CHANGED,
        OFFICER_ADDED,
        OFFICER_REMOVED,
        CREDENTIAL_ISSUED,
        CREDENTIAL_ENDED
    }

    /** Details with personal data. */
    private static final Set<String> PERSONAL = Set.of("officer_name", "email", "msisdn", "address");

    private final Facts facts;
    private final AuditLog auditLog;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;

    PartnerChanges(Facts facts, AuditLog auditLog, DataVersions versions, JdbcTemplate jdbc) {
        this.facts = facts;
        this.auditLog = auditLog;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    /**
     * Records it.
     *
     * @param by who changed it, for the audit log
     */
    public void record(Kind kind, PartnerId partner, Instant at, String by) {
        record(kind, partner, at, by, Map.of());
    }

    /** As above, with details for the audit log. */
    public void record(Kind kind, PartnerId partner, Instant at, String by, Map<String, String> detail) {
        versions.raise(PartnerDirectory.SETTINGS);
        // Events have a UUID as subject; a partner's number is the lower half.
        UUID subject = new UUID(0, partner.value());
        Pipeline pipeline = new Pipeline();
        facts.append(pipeline, List.of(new Fact(kind.name(), subject, "{\"partner\":" + partner.value() + "}", at)));
        pipeline.run(jdbc);
        auditLog.append(new AuditEntry(by, kind.name(), "partner " + code(partner), detail, PERSONAL));
    }

    private String code(PartnerId partner) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select code from partners.partner where id = ?", String.class, partner.value()));
    }
}
