package id.kezbek.payouts.outcome;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.AttemptState;

/** The result of recording. */
public sealed interface Reported {

    /** The result was recorded, with these new states of attempt and payout. */
    record Written(AttemptState attempt, PayoutState payout) implements Reported {}

    /** The result changed nothing, usually because it was already recorded. */
    record AlreadyKnown() implements Reported {}

    /** The result contradicts the recorded state. Only an event is recorded, and staff are alerted. */
    record Contradicted(String what) implements Reported {}

    /** The database rejected the result. Nothing was recorded, and the caller may retry. */
    record NotWritten(RuntimeException cause) implements Reported {}
}
