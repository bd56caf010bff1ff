package id.kezbek.shared.security;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The kinds of security events. The names are stable: rules of log systems, dashboards and alerts look for them, so a
 * kind may be added and is never renamed.
 */
public enum SecurityEvent {
    /** A person's code, challenge or refresh token was wrong, too old or used. */
    LOGIN_FAILED(Level.WARN),
    /** A partner system's signed request was refused. */
    SIGNATURE_REFUSED(Level.WARN),
    /** A token that this installation never issued, or that was changed. */
    TOKEN_REFUSED(Level.WARN),
    /** A genuine token was used after its session, credential or key was ended. */
    ENDED_TOKEN_USED(Level.WARN),
    /** A refresh token was shown a second time; the session was ended. */
    REFRESH_TOKEN_REUSED(Level.WARN),
    /** The caller's role does not admit the operation. */
    ROLE_REFUSED(Level.WARN),
    /** An account or an address was slowed or locked after wrong log-ins. */
    ACCOUNT_LOCKED(Level.WARN),
    /** An administrator removed a lock. */
    ACCOUNT_UNLOCKED(Level.INFO),
    /** A call over a rate limit was refused. */
    LIMIT_EXCEEDED(Level.WARN),
    /** A connection over an address's cap was closed, or one that was too slow. */
    CONNECTION_REFUSED(Level.WARN),
    /** A call that would take too much work was refused: too large, too many faults, too costly to decode. */
    WORK_REFUSED(Level.WARN),
    /** A provider's callback was refused. */
    CALLBACK_REFUSED(Level.WARN),
    /** A provider's signed callback said otherwise than the provider's own answer. */
    CALLBACK_CONTRADICTED(Level.ERROR),
    /** A person proposed an act that another must approve. */
    APPROVAL_PROPOSED(Level.INFO),
    /** A proposal was approved, rejected or withdrawn. */
    APPROVAL_DECIDED(Level.INFO),
    /** A person tried to decide about a proposal and may not. */
    APPROVAL_REFUSED(Level.WARN),
    /** A credential, signing key or master key was issued, changed or ended. */
    KEY_CHANGED(Level.INFO),
    /** A person's right was given, changed or taken away. */
    RIGHT_CHANGED(Level.INFO),
    /** An emergency access was used. */
    BREAK_GLASS_USED(Level.WARN),
    /** A stored row, seal, signature or audit entry does not hold. */
    TAMPERING_FOUND(Level.ERROR);

    private final Level level;
    private final String label;

    SecurityEvent(Level level) {
        this.level = level;
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it stands in log lines and metrics, such as {@code login-failed}. */
    public String label() {
        return label;
    }

    Level level() {
        return level;
    }
}
