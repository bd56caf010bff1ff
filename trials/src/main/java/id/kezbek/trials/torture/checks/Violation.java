package id.kezbek.trials.torture.checks;

import id.kezbek.trials.torture.calls.Asked;
import org.jspecify.annotations.Nullable;

/**
 * Something that must never be.
 *
 * @param purchase whose story shows it; null where it is nobody's own
 */
public record Violation(Kind kind, Asked.@Nullable Key purchase, String what) {

    public enum Kind {
        /** An acknowledged purchase is not there, or not as it was acknowledged. */
        LOST("acknowledged purchases lost"),
        /** Something is recorded that nobody asked for, or more than once. */
        NOT_ASKED("recorded and not asked for"),
        /** A customer got more than was owed. */
        PAID_TWICE("paid twice"),
        /** Engine and provider differ on whether, where or how much was paid. */
        BOOK_DIFFERS("attempts that differ from the book"),
        /** Debits and credits, or a balance and what makes it up. */
        LEDGER("ledger differences"),
        /** What a partner may spend. */
        FUNDING("funding differences"),
        /** A customer's tier, count, reward or cashback. */
        TIER("tier differences"),
        /** A refund that is not recorded once, or takes back too much or too little. */
        REFUND("refund differences"),
        /** What should have come to an end. */
        STUCK("states stuck"),
        /** An invoice that did not arrive, or one of nobody's. */
        MAIL("e-mails missing"),
        /** A process that ended by itself, or a caller that never got an answer. */
        ENGINE("engine failures");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return kind + (purchase == null ? "" : " [" + purchase + "]") + ": " + what;
    }
}
