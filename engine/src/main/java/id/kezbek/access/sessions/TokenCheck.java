package id.kezbek.access.sessions;

import id.kezbek.shared.security.Caller;
import org.jspecify.annotations.Nullable;

/** The result of checking a caller's token. */
public sealed interface TokenCheck {

    /** @param session the person's session; null if the token belongs to no session */
    record Admitted(Caller caller, @Nullable Session session) implements TokenCheck {}

    /**
     * The token is genuine, but no longer valid.
     *
     * @param ended the caller, if the token ended before its expiry; null if the token has expired
     */
    record Expired(@Nullable Caller ended) implements TokenCheck {}

    /** The session is open, but the person's partner is suspended, so the person may only log out. */
    record Suspended(Session session) implements TokenCheck {}

    /** The engine did not issue the token. */
    record Unknown() implements TokenCheck {}
}
