package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import java.util.Map;
import java.util.Set;

/**
 * One line of the audit log before it has a number.
 *
 * @param actor who acted: a person's e-mail address, a partner's code, or {@link #SYSTEM}
 * @param act what was done, in upper case, such as {@code PROVIDER_PAUSED}
 * @param subject what it was done to, such as {@code provider XENIT}
 * @param detail more of it by name; e-mail addresses and phone numbers in it are masked, because the log is for ever
 * @param personal the names of details that are a person's name or address: the log holds an id of such a text, which stands
 *     beside the log and is forgotten in time
 */
public record AuditEntry(String actor, String act, String subject, Map<String, String> detail, Set<String> personal) {

    /** The actor of what the engine does by itself. */
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
