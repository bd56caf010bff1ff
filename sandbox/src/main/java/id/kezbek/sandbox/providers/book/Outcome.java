package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.wire.Refusal;

/** The result of an order. */
public sealed interface Outcome {

    /**
     * The line that decides the response to the order. If {@code isNew} is false, the book already contained the line.
     */
    record Booked(BookLine line, boolean isNew) implements Outcome {}

    /** A rejection by a provider that stores no references. The book does not contain such a rejection. */
    record TurnedDown(Refusal refusal) implements Outcome {}

    /** Another order already has the reference. */
    record Conflict() implements Outcome {}
}
