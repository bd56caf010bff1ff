package id.kezbek.access;

import id.kezbek.shared.security.Caller;

/** What became of a token that a caller showed. */
public sealed interface TokenCheck {

    record Admitted(Caller caller) implements TokenCheck {}

    /** It was genuine once. */
    record Expired() implements TokenCheck {}

    /** It is none of ours. */
    record Unknown() implements TokenCheck {}
}
