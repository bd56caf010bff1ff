package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.wire.Refusal;

/** What became of an order. */
public sealed interface Outcome {

    /** The line that settles the order, and whether this call wrote it or found it. */
    record Booked(BookLine line, boolean isNew) implements Outcome {}

    /** Refused without a line, by a provider that keeps no references. */
    record TurnedDown(Refusal refusal) implements Outcome {}

    /** The reference is taken by an order of other values. */
    record Conflict() implements Outcome {}
}
