package id.kezbek.payouts.provider;

/** Whether a provider accepts Kezbek's credentials. The call that finds out moves no money. */
public sealed interface AccessAnswer {

    record Granted() implements AccessAnswer {}

    /** The provider refuses the credentials. */
    record Denied(String reason) implements AccessAnswer {}

    /** No answer, or an answer that says nothing about the credentials. */
    record NotAvailable(String reason) implements AccessAnswer {}

    /** The provider has no call that would move no money. */
    record NotOffered() implements AccessAnswer {}
}
