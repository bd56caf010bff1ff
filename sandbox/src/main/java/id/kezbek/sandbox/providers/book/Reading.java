package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.wire.Answer;

/** A call, as the provider understood it. */
public sealed interface Reading {

    record Ordered(Order order) implements Reading {}

    /** The caller inquires about an order. */
    record Asked(String externalId) implements Reading {}

    /** A call that needs no book, for example a log-in or wrong credentials. */
    record Answered(Answer answer) implements Reading {}

    /** Not an address of this provider. */
    record NotMine() implements Reading {}
}
