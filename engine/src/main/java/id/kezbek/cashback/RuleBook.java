package id.kezbek.cashback;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The rules in force, and which of them decides a purchase. Of the rules that match, one made for the partner beats a
 * global one, one made for the wallet beats one for all, the narrower amount band beats the wider, then the narrower
 * quantity band; should two still tie, the older rule wins, so that the same purchase is always decided the same way.
 */
public final class RuleBook {

    /** What the rules say of a purchase. */
    public sealed interface Decision permits Granted, NoCashback {}

    /**
     * A rule grants cashback.
     *
     * @param uncapped what the percentage gives, rounded down to a whole rupiah
     * @param cashback what is given after the cap
     */
    public record Granted(Rule rule, Money uncapped, Money cashback) implements Decision {}

    /** No rule is for this purchase. */
    public record NoCashback() implements Decision {}

    private static final Comparator<Rule> PRECEDENCE = Comparator.comparing((Rule rule) -> rule.partner() == null)
            .thenComparing(rule -> rule.wallet() == null)
            .thenComparingLong(Rule::amountWidth)
            .thenComparingLong(Rule::quantityWidth)
            .thenComparingLong(Rule::id)
            .thenComparing(Comparator.comparingInt(Rule::version).reversed());

    private final List<Rule> rules;

    public RuleBook(List<Rule> rules) {
        this.rules = rules.stream().sorted(PRECEDENCE).toList();
    }

    /** Decides a purchase made at an instant; the first that matches wins, because the rules stand in their precedence. */
    public Decision decide(Purchase purchase, Instant at) {
        for (Rule rule : rules) {
            if (rule.isInForce(at) && rule.isFor(purchase) && rule.covers(purchase)) {
                return new Granted(
                        rule,
                        purchase.amount().percentRoundedDownToWhole(rule.percent()),
                        rule.cashback(purchase.amount()));
            }
        }
        return new NoCashback();
    }
}
