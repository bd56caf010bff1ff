package id.kezbek.payouts;

/** What became of a report. */
public sealed interface Reported {

    /** Written, with the states that attempt and payout are in now. */
    record Written(AttemptState attempt, PayoutState payout) implements Reported {}

    /** It was no news; nothing was written. */
    record AlreadyKnown() implements Reported {}

    /** It contradicts what is recorded; nothing was written, people are told. */
    record Contradicted(String what) implements Reported {}

    /** The database did not take it; nothing was written, and it may be reported again. */
    record NotWritten(RuntimeException cause) implements Reported {}
}
