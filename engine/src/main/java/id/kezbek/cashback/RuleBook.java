package id.kezbek.cashback;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules in force, and which of them decides a purchase. Of the rules that match, one made for the partner beats a
 * global one, one made for the wallet beats one for all, the narrower amount band beats the wider, then the narrower
 * quantity band; should two still tie, the older rule wins, so that the same purchase is always decided the same way.
 *
 * <p>Of a rule's versions only one speaks at an instant: the newest that has begun. One that is to begin later changes
 * nothing yet; one that has ended ends the rule, because a withdrawn rule must not come back in an older version.
 */
public final class RuleBook {

    /** What the rules say of a purchase. */
    public sealed interface Decision permits Granted, NoCashback {}

    /**
     * A rule grants cashback.
     *
     * @param uncapped what the percentage gives, rounded down to a whole rupiah
     * @param cashback what is given after the caps and the budget
     * @param trims by which limits beyond the cap for one purchase it was trimmed, in their order
     */
    public record Granted(Rule rule, Money uncapped, Money cashback, List<Trim> trims) implements Decision {

        Granted trimmed(Money to, List<Trim> by) {
            return new Granted(rule, uncapped, to, by);
        }
    }

    /** A limit that left less to give than there was, and how much it left. */
    public record Trim(Limit by, Money to) {}

    /** The limits that count what was given before. */
    public enum Limit {
        CUSTOMER_CAP,
        BUDGET
    }

    /** No rule is for this purchase. */
    public record NoCashback() implements Decision {}

    /**
     * A version and what may have replaced it.
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

    /** Who goes first comes first. */
    static final Comparator<Rule> PRECEDENCE = Comparator.comparing((Rule rule) -> rule.partner() == null)
            .thenComparing(rule -> rule.wallet() == null)
            .thenComparingLong(Rule::amountWidth)
            .thenComparingLong(Rule::quantityWidth)
            .thenComparingLong(Rule::id)
            .thenComparing(Comparator.comparingInt(Rule::version).reversed());

    private final List<Version> versions;
    private final boolean hasLimits;

    /** @param rules all versions of all rules, in any order */
    public RuleBook(List<Rule> rules) {
        Map<Long, List<Rule>> byId = rules.stream().collect(Collectors.groupingBy(Rule::id));
        this.versions = rules.stream()
                .sorted(PRECEDENCE)
                .map(rule -> new Version(rule, newerThan(rule, byId.getOrDefault(rule.id(), List.of()))))
                .toList();
        this.hasLimits = rules.stream().anyMatch(rule -> !rule.limits().isNone());
    }

    /** Whether any rule has limits that count what was given before; without, nobody needs to look for what was. */
    boolean hasLimits() {
        return hasLimits;
    }

    private static List<Rule> newerThan(Rule rule, List<Rule> versions) {
        return versions.stream()
                .filter(other -> other.version() > rule.version())
                .toList();
    }

    /**
     * What each rule that speaks says of a purchase: the winner first, then those that it beats, then those that are not
     * for it, each of them in its precedence.
     */
    List<Verdict> explain(Purchase purchase, Instant at) {
        List<Rule> speaking = inForce(at);
        Rule winner = decide(purchase, at) instanceof Granted granted ? granted.rule() : null;
        return speaking.stream()
                .map(rule -> Verdict.of(rule, purchase, winner))
                .sorted(Comparator.comparing(Verdict::kind))
                .toList();
    }

    /** The versions that speak and have not ended, in their precedence. */
    List<Rule> inForce(Instant at) {
        return versions.stream()
                .filter(version -> version.speaks(at))
                .map(Version::rule)
                .toList();
    }

    /** Decides a purchase made at an instant; the first that matches wins, because the rules stand in their precedence. */
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
