package id.kezbek.shared.security;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The kinds of security events. Log rules, dashboards and alerts use the names. New kinds may be added, but a kind must
 * never be renamed.
 */
public enum SecurityEvent {
    /** A person's code, challenge or refresh token was wrong, expired or used. */
    LOGIN_FAILED(Level.WARN),
    /** A partner system's signed request was rejected. */
    SIGNATURE_REFUSED(Level.WARN),
    /** A token was not issued by this installation, or was modified. */
    TOKEN_REFUSED(Level.WARN),
    /** A genuine token was used after its session, credential or key was revoked or had expired. */
    ENDED_TOKEN_USED(Level.WARN),
    /** A refresh token was used a second time. The session was revoked. */
    REFRESH_TOKEN_REUSED(Level.WARN),
    /** The caller's role does not permit the operation. */
    ROLE_REFUSED(Level.WARN),
    /** Log-ins to an account or from an IP address were delayed or blocked after failed log-ins. */
    ACCOUNT_LOCKED(Level.WARN),
    /** An administrator removed a lock. */
    ACCOUNT_UNLOCKED(Level.INFO),
    /** A request was refused, because it exceeded a rate limit. */
    LIMIT_EXCEEDED(Level.WARN),
    /** A connection was closed, because it was slow or because its IP address had too many connections. */
    CONNECTION_REFUSED(Level.WARN),
    /** A request was refused because it was too large, had too many errors or was too expensive to decode. */
    WORK_REFUSED(Level.WARN),
    /** A provider's callback was rejected. */
    CALLBACK_REFUSED(Level.WARN),
    /** A provider's signed callback contradicts the provider's response to an inquiry. */
    CALLBACK_CONTRADICTED(Level.ERROR),
    /** A person made a proposal. */
    APPROVAL_PROPOSED(Level.INFO),
    /** A proposal was approved, rejected or withdrawn. */
    APPROVAL_DECIDED(Level.INFO),
    /** A person tried to decide about a proposal without the right to do so. */
    APPROVAL_REFUSED(Level.WARN),
    /** A credential, signing key or master key was issued, changed or revoked. */
    KEY_CHANGED(Level.INFO),
    /** A person's right was granted, changed or removed. */
    RIGHT_CHANGED(Level.INFO),
    /** A break-glass code was used. */
    BREAK_GLASS_USED(Level.WARN),
    /** A stored row, sealed value, signature or audit entry is invalid. */
    TAMPERING_FOUND(Level.ERROR);

    private final Level level;
    private final String label;

    SecurityEvent(Level level) {
        this.level = level;
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in log lines and metrics, for example {@code login-failed}. */
    public String label() {
        return label;
    }

    Level level() {
        return level;
    }
}
