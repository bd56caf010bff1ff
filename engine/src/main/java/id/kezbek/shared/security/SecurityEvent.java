package id.kezbek.shared.security;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The kinds of security events. Log rules, dashboards and alerts use the names, so a kind may be added but never
 * renamed.
 */
public enum SecurityEvent {
    /** A person's code, challenge or refresh token was wrong, expired or used. */
    LOGIN_FAILED(Level.WARN),
    /** A partner system's signed request was refused. */
    SIGNATURE_REFUSED(Level.WARN),
    /** A token that this installation did not issue, or that was changed. */
    TOKEN_REFUSED(Level.WARN),
    /** A genuine token was used after its session, credential or key had ended. */
    ENDED_TOKEN_USED(Level.WARN),
    /** A refresh token was used a second time; the session was ended. */
    REFRESH_TOKEN_REUSED(Level.WARN),
    /** The caller's role does not permit the operation. */
    ROLE_REFUSED(Level.WARN),
    /** An account or an address was slowed or locked after wrong log-ins. */
    ACCOUNT_LOCKED(Level.WARN),
    /** An administrator removed a lock. */
    ACCOUNT_UNLOCKED(Level.INFO),
    /** A call above a rate limit was refused. */
    LIMIT_EXCEEDED(Level.WARN),
    /** A connection above an address's limit was closed, or a slow one. */
    CONNECTION_REFUSED(Level.WARN),
    /** A call with too much work was refused: too large, too many errors, too expensive to decode. */
    WORK_REFUSED(Level.WARN),
    /** A provider's callback was refused. */
    CALLBACK_REFUSED(Level.WARN),
    /** A provider's signed callback contradicts the provider's own answer. */
    CALLBACK_CONTRADICTED(Level.ERROR),
    /** A person made a proposal. */
    APPROVAL_PROPOSED(Level.INFO),
    /** A proposal was approved, rejected or withdrawn. */
    APPROVAL_DECIDED(Level.INFO),
    /** A person tried to decide about a proposal without the right to do so. */
    APPROVAL_REFUSED(Level.WARN),
    /** A credential, signing key or master key was issued, changed or ended. */
    KEY_CHANGED(Level.INFO),
    /** A person's right was given, changed or removed. */
    RIGHT_CHANGED(Level.INFO),
    /** A break-glass code was used. */
    BREAK_GLASS_USED(Level.WARN),
    /** A stored row, seal, signature or audit entry is not valid. */
    TAMPERING_FOUND(Level.ERROR);

    private final Level level;
    private final String label;

    SecurityEvent(Level level) {
        this.level = level;
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name in log lines and metrics, such as {@code login-failed}. */
    public String label() {
        return label;
    }

    Level level() {
        return level;
    }
}
