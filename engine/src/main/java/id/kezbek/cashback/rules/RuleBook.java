package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules in force and the choice of the deciding rule. If several rules match, the engine compares the rules by
 * these criteria, in this order: specific to the partner, specific to the wallet, narrower amount band, narrower
 * quantity band, older rule. The first criterion in which the rules differ decides. So the same rule always decides the
 * same purchase.
 *
 * <p>Of each rule, only the newest version that has begun is in force; planned versions have no effect yet. If this
 * newest version has ended, the rule has ended, because an older version must not take effect again.
 */
public final class RuleBook {

    /** The rules' decision about a purchase. */
    public sealed interface Decision permits Granted, NoCashback {}

    /**
     * A rule covers the purchase.
     *
     * @param uncapped the percentage of the amount, rounded down to a whole rupiah
     * @param cashback the amount after caps and budget
     * @param trims the counted limits that reduced the cashback, in order
     */
    public record Granted(Rule rule, Money uncapped, Money cashback, List<Trim> trims) implements Decision {

        Granted trimmed(Money to, List<Trim> by) {
            return new Granted(rule, uncapped, to, by);
        }
    }

    /** A limit that reduced the cashback, and the remaining amount. */
    public record Trim(Limit by, Money to) {}

    /** The limits that count earlier cashback. */
    public enum Limit {
        CUSTOMER_CAP,
        BUDGET
    }

    /** No rule covers this purchase. */
    public record NoCashback() implements Decision {}

    /**
     * A version of a rule, with the later versions of the same rule.
     *
     * @param newer the rule's later versions
     */
    private record Version(Rule rule, List<Rule> newer) {

        boolean speaks(Instant at) {
            return rule.isInForce(at) && !isReplaced(at);
        }

        private boolean isReplaced(Instant at) {
            for (Rule later : newer) {
                if (later.hasBegun(at)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Sorts rules by precedence, the winning rule first. */
    static final Comparator<Rule> PRECEDENCE = Comparator.comparing((Rule rule) -> rule.partner() == null)
            .thenComparing(rule -> rule.wallet() == null)
            .thenComparingLong(Rule::amountWidth)
            .thenComparingLong(Rule::quantityWidth)
            .thenComparingLong(Rule::id)
            .thenComparing(Comparator.comparingInt(Rule::version).reversed());

    private final List<Version> versions;
    private final boolean hasLimits;

    /** @param rules all versions of all rules; their order does not matter */
    public RuleBook(List<Rule> rules) {
        Map<Long, List<Rule>> byId = rules.stream().collect(Collectors.groupingBy(Rule::id));
        this.versions = rules.stream()
                .sorted(PRECEDENCE)
                .map(rule -> new Version(rule, newerThan(rule, byId.getOrDefault(rule.id(), List.of()))))
                .toList();
        this.hasLimits = rules.stream().anyMatch(rule -> !rule.limits().isNone());
    }

    /** Whether any rule has limits that count earlier cashback; otherwise no totals need to be read. */
    boolean hasLimits() {
        return hasLimits;
    }

    private static List<Rule> newerThan(Rule rule, List<Rule> versions) {
        return versions.stream()
                .filter(other -> other.version() > rule.version())
                .toList();
    }

    /**
     * The verdict of each rule in force: the winner, then other covering rules, then rules that do not cover the
     * purchase. Each of these groups is in order of precedence.
     */
    List<Verdict> explain(Purchase purchase, Instant at) {
        List<Rule> speaking = inForce(at);
        Rule winner = decide(purchase, at) instanceof Granted granted ? granted.rule() : null;
        return speaking.stream()
                .map(rule -> Verdict.of(rule, purchase, winner))
                .sorted(Comparator.comparing(Verdict::kind))
                .toList();
    }

    /** The versions in force that have not ended, in order of precedence. */
    List<Rule> inForce(Instant at) {
        return versions.stream()
                .filter(version -> version.speaks(at))
                .map(Version::rule)
                .toList();
    }

    /** Decides a purchase that was reported at this time. Rules are in order of precedence, so the first match wins. */
    public Decision decide(Purchase purchase, Instant at) {
        for (Version version : versions) {
            Rule rule = version.rule();
            if (rule.isFor(purchase) && rule.covers(purchase) && version.speaks(at)) {
                return new Granted(
                        rule,
                        purchase.amount().percentRoundedDownToWhole(rule.percent()),
                        rule.cashback(purchase.amount()),
                        List.of());
            }
        }
        return new NoCashback();
    }
}
