package id.kezbek.payouts.provider;

/** Whether a provider accepts Kezbek's credentials. The check uses a request that moves no money. */
public sealed interface AccessAnswer {

    record Granted() implements AccessAnswer {}

    /** The provider refuses the credentials. */
    record Denied(String reason) implements AccessAnswer {}

    /** The provider did not answer, or its answer says nothing about the credentials. */
    record NotAvailable(String reason) implements AccessAnswer {}

    /** The provider has no request that moves no money. */
    record NotOffered() implements AccessAnswer {}
}
