package id.kezbek.approvals.audit;

import id.kezbek.shared.security.Caller;
import java.util.Map;
import java.util.Set;

/**
 * An entry of the audit log without a number yet.
 *
 * @param actor a person's e-mail address, a partner's code, or {@link #SYSTEM}
 * @param act the action in upper case, for example {@code PROVIDER_PAUSED}
 * @param subject the changed object, for example {@code provider XENIT}
 * @param detail further values by name; e-mail addresses and phone numbers are masked, because the log is never deleted
 * @param personal the names of details that are a person's name or address. The log contains only an id for such a
 *     detail; the text is stored separately and deleted later
 */
public record AuditEntry(String actor, String act, String subject, Map<String, String> detail, Set<String> personal) {

    /** The actor of actions that the engine itself performs. */
    public static final String SYSTEM = "system";

    public AuditEntry {
        detail = Map.copyOf(detail);
        personal = Set.copyOf(personal);
    }

    public AuditEntry(String actor, String act, String subject, Map<String, String> detail) {
        this(actor, act, subject, detail, Set.of());
    }

    public static AuditEntry by(Caller caller, String act, String subject, Map<String, String> detail) {
        return new AuditEntry(caller.subject(), act, subject, detail);
    }

    public static AuditEntry bySystem(String act, String subject, Map<String, String> detail) {
        return new AuditEntry(SYSTEM, act, subject, detail);
    }

    @Override
    public String toString() {
        return "AuditEntry[" + act + "]";
    }
}
