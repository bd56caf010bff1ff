package id.kezbek.payouts.conformance;

/** The result of checking one promise. */
public sealed interface Trial {

    /** @param how what was seen */
    record Held(String how) implements Trial {}

    /** @param what what was seen instead */
    record NotHeld(String what) implements Trial {}

    /** @param why why it could not be tried, and what to do */
    record NotTried(String why) implements Trial {}
}
