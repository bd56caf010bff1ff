package id.kezbek.payouts.outcome;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.AttemptState;

/** The result of recording. */
public sealed interface Reported {

    /** The result was recorded, with these new states of attempt and payout. */
    record Written(AttemptState attempt, PayoutState payout) implements Reported {}

    /** The result was already recorded; nothing changed. */
    record AlreadyKnown() implements Reported {}

    /** The result contradicts the recorded state. Nothing was recorded, and staff are alerted. */
    record Contradicted(String what) implements Reported {}

    /** The database rejected the result. Nothing was recorded, and the caller may retry. */
    record NotWritten(RuntimeException cause) implements Reported {}
}
