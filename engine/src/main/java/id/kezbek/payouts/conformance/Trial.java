package id.kezbek.payouts.conformance;

/** The result of checking one promise. */
public sealed interface Trial {

    /** @param how how the provider kept the promise */
    record Held(String how) implements Trial {}

    /** @param what how the provider broke the promise */
    record NotHeld(String what) implements Trial {}

    /** @param why the reason why the promise could not be checked, and what to do */
    record NotTried(String why) implements Trial {}
}
