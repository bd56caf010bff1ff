package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.purchase.Purchase;
import org.jspecify.annotations.Nullable;

/** @param reason why the rule wins or does not win, as text */
public record Verdict(Rule rule, Kind kind, String reason) {

    public enum Kind {
        WINS,
        /** The rule covers the purchase, but another rule has precedence. */
        BEATEN,
        QUANTITY_OUTSIDE,
        AMOUNT_OUTSIDE,
        OTHER_WALLET,
        OTHER_PARTNER
    }

    static Verdict of(Rule rule, Purchase purchase, @Nullable Rule winner) {
        if (rule.partner() != null && !rule.partner().equals(purchase.partner())) {
            return new Verdict(rule, Kind.OTHER_PARTNER, "the rule is for another partner");
        }
        if (rule.wallet() != null && !rule.wallet().equals(purchase.wallet())) {
            return new Verdict(rule, Kind.OTHER_WALLET, "the rule is for wallet " + rule.wallet());
        }
        if (purchase.quantity() < rule.quantityFrom()
                || (rule.quantityBelow() != null && purchase.quantity() >= rule.quantityBelow())) {
            return new Verdict(
                    rule,
                    Kind.QUANTITY_OUTSIDE,
                    "the rule is for " + RuleWords.quantity(rule.quantityFrom(), rule.quantityBelow()));
        }
        if (winner == null || !rule.covers(purchase)) {
            return new Verdict(
                    rule,
                    Kind.AMOUNT_OUTSIDE,
                    "the rule is for " + RuleWords.amount(rule.amountFrom(), rule.amountBelow()));
        }
        return winner.equals(rule)
                ? new Verdict(
                        rule, Kind.WINS, "the rule has the highest precedence of all rules that cover the purchase")
                : new Verdict(rule, Kind.BEATEN, beatenBy(winner, rule));
    }

    /** The first reason, in the order of these checks, why the winner has precedence over the rule. */
    private static String beatenBy(Rule winner, Rule rule) {
        String first = "rule " + winner.id();
        if (rule.partner() == null && winner.partner() != null) {
            return first + " is specific to this partner";
        }
        if (rule.wallet() == null && winner.wallet() != null) {
            return first + " is specific to this wallet";
        }
        if (winner.amountWidth() < rule.amountWidth()) {
            return "the amount band of " + first + " is narrower";
        }
        if (winner.quantityWidth() < rule.quantityWidth()) {
            return "the quantity band of " + first + " is narrower";
        }
        return first + " is older and has bands of equal width";
    }
}
