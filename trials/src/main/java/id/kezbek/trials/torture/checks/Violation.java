package id.kezbek.trials.torture.checks;

import id.kezbek.trials.torture.calls.Asked;
import org.jspecify.annotations.Nullable;

/**
 * A violation.
 *
 * @param purchase the purchase whose history shows the violation; null if the violation does not belong to a single
 *     purchase
 */
public record Violation(Kind kind, Asked.@Nullable Key purchase, String what) {

    public enum Kind {
        /** An acknowledged purchase is missing, or differs from its acknowledgement. */
        LOST("acknowledged purchases lost"),
        /** A record without a request, or more than one record for a request. */
        NOT_ASKED("recorded without a request"),
        /** A customer got more than the engine owed. */
        PAID_TWICE("paid twice"),
        /** Engine and provider have different records of whether, where or how much was paid. */
        BOOK_DIFFERS("attempts that differ from the book"),
        /** Debits and credits differ, or a balance differs from its sources. */
        LEDGER("ledger differences"),
        /** A partner's available funds are wrong. */
        FUNDING("funding differences"),
        /** A customer's tier, count, reward or cashback is wrong. */
        TIER("tier differences"),
        /** A refund is missing or recorded more than once, or it takes back too much or too little. */
        REFUND("refund differences"),
        /** Work that should be finished is not finished. */
        STUCK("states stuck"),
        /** An invoice e-mail did not arrive, or belongs to no purchase. */
        MAIL("e-mails missing"),
        /** A process stopped by itself, or a caller never got a response. */
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
