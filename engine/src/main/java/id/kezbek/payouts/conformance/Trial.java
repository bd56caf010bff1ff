package id.kezbek.payouts.conformance;

/** The result of checking one promise. */
public sealed interface Trial {

    /** @param how the provider's behaviour */
    record Held(String how) implements Trial {}

    /** @param what the provider's behaviour, which breaks the promise */
    record NotHeld(String what) implements Trial {}

    /** @param why the reason why the promise could not be tried, and advice */
    record NotTried(String why) implements Trial {}
}
