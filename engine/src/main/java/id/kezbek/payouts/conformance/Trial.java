package id.kezbek.payouts.conformance;

/** The result of checking one promise. */
public sealed interface Trial {

    /** @param how what the provider did */
    record Held(String how) implements Trial {}

    /** @param what what the provider did instead */
    record NotHeld(String what) implements Trial {}

    /** @param why why the promise could not be tried, and what to do */
    record NotTried(String why) implements Trial {}
}
