package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.wire.Answer;

/** The provider's interpretation of a request. */
public sealed interface Reading {

    record Ordered(Order order) implements Reading {}

    /** The caller inquires about an order. */
    record Asked(String externalId) implements Reading {}

    /** A request that can be answered without the book, for example a log-in or a request with wrong credentials. */
    record Answered(Answer answer) implements Reading {}

    /** The path does not belong to this provider. */
    record NotMine() implements Reading {}
}
