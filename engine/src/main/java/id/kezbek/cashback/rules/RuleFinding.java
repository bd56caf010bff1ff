package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An effect of a proposed version on the rules of its scope.
 *
 * @param from the time from which the effect exists; null for the beginning of the version
 * @param rule the other rule; null if there is none
 * @param version the version of the other rule; null if the version does not matter
 * @param winner the rule that decides the purchases of the band; null if there is none
 * @param why the criterion by which the winner has precedence
 * @param band the affected purchases; null if the band does not matter
 */
public record RuleFinding(
        Kind kind,
        @Nullable Instant from,
        @Nullable Long rule,
        @Nullable Integer version,
        @Nullable Long winner,
        @Nullable Why why,
        @Nullable Band band) {

    /**
     * A placeholder for the id of a new rule, which has no id yet. This number is higher than all ids, because a new
     * rule is the newest rule.
     */
    public static final long NEW_RULE = Long.MAX_VALUE;

    public enum Kind {
        /** The scope has more rules than the check compares. */
        TOO_MANY_RULES,
        /** The proposed version decides no purchase. */
        NEVER_WINS,
        /** A planned version of the same rule never takes effect. */
        NEVER_BEGINS,
        /** Because of the proposed version, another rule decides no purchase any more. */
        NEVER_WINS_AGAIN,
        /**
         * Another rule covers some of the same purchases, and only the width of the bands or the age of the rules
         * decides which rule applies.
         */
        OVERLAP,
        /** No rule covers these purchases. */
        GAP
    }

    /**
     * The criterion that decides which rule has precedence; the constants are in the order in which the criteria are
     * compared.
     */
    public enum Why {
        NARROWER_AMOUNT,
        NARROWER_QUANTITY,
        OLDER;

        static Why of(Rule winner, Rule other) {
            if (winner.amountWidth() < other.amountWidth()) {
                return NARROWER_AMOUNT;
            }
            return winner.quantityWidth() < other.quantityWidth() ? NARROWER_QUANTITY : OLDER;
        }
    }

    /** Upper bounds are excluded; null means no bound. */
    public record Band(
            int quantityFrom,
            @Nullable Integer quantityBelow,
            Money amountFrom,
            @Nullable Money amountBelow) {

        static Band of(Rule rule) {
            return new Band(rule.quantityFrom(), rule.quantityBelow(), rule.amountFrom(), rule.amountBelow());
        }

        String words() {
            return RuleWords.quantity(quantityFrom, quantityBelow) + " and "
                    + RuleWords.amount(amountFrom, amountBelow);
        }
    }
}
