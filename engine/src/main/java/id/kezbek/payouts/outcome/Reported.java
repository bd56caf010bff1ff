package id.kezbek.payouts.outcome;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.AttemptState;

/** The result of recording. */
public sealed interface Reported {

    /** Recorded, with the new states of attempt and payout. */
    record Written(AttemptState attempt, PayoutState payout) implements Reported {}

    /** It was known already; nothing was recorded. */
    record AlreadyKnown() implements Reported {}

    /** It contradicts the record; nothing was recorded, and staff are alerted. */
    record Contradicted(String what) implements Reported {}

    /** The database rejected it; nothing was recorded, and it may be repeated. */
    record NotWritten(RuntimeException cause) implements Reported {}
}
