package id.kezbek.sandbox.providers;

/** What a provider understood of a call. */
sealed interface Reading {

    record Ordered(Order order) implements Reading {}

    /** The caller asks what became of an order. */
    record Asked(String externalId) implements Reading {}

    /** Settled without the book: log-ins, wrong credentials. */
    record Answered(Answer answer) implements Reading {}

    /** Not an address of this provider. */
    record NotMine() implements Reading {}
}
