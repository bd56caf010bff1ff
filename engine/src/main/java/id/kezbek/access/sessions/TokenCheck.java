package id.kezbek.access.sessions;

import id.kezbek.shared.security.Caller;
import org.jspecify.annotations.Nullable;

/** What became of a token that a caller showed. */
public sealed interface TokenCheck {

    /** @param session the person's session that the token belongs to; null where it belongs to none */
    record Admitted(Caller caller, @Nullable Session session) implements TokenCheck {}

    /**
     * It was genuine once: its time or its session is over.
     *
     * @param ended who it spoke for, where it was ended before its time; null where its time is over
     */
    record Expired(@Nullable Caller ended) implements TokenCheck {}

    /** It is none of ours. */
    record Unknown() implements TokenCheck {}
}
