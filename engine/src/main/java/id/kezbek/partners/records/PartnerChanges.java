package id.kezbek.partners.records;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Records a change of a partner in the transaction of the change. Writes an audit entry and increments the data
 * version, which invalidates the caches.
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

    /** The audit details that are personal data. */
    private static final Set<String> PERSONAL = Set.of("officer_name", "email", "msisdn", "address");

    private final AuditLog auditLog;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;

    PartnerChanges(AuditLog auditLog, DataVersions versions, JdbcTemplate jdbc) {
        this.auditLog = auditLog;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    /**
     * Records the change.
     *
     * @param by the person who changed the partner, for the audit log
     */
    public void record(Kind kind, PartnerId partner, String by) {
        record(kind, partner, by, Map.of());
    }

    /** Records the change with details for the audit log. */
    public void record(Kind kind, PartnerId partner, String by, Map<String, String> detail) {
        versions.raise(PartnerDirectory.SETTINGS);
        auditLog.append(new AuditEntry(by, kind.name(), "partner " + code(partner), detail, PERSONAL));
    }

    private String code(PartnerId partner) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select code from partners.partner where id = ?", String.class, partner.value()));
    }
}
