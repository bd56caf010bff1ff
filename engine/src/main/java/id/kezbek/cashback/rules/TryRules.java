package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rules;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the rule that would decide a purchase, and why each rule wins or does not win. Records nothing. */
@Component
public class TryRules {

    /**
     * The simulated result.
     *
     * @param decision the decision; budgets and caps have reduced its cashback
     * @param verdicts the rules in force, the winner first
     */
    public record Tried(RuleBook.Decision decision, List<Verdict> verdicts) {}

    private final Rules rules;
    private final RuleSpending ruleSpending;
    private final JdbcTemplate jdbc;

    TryRules(Rules rules, RuleSpending ruleSpending, JdbcTemplate jdbc) {
        this.rules = rules;
        this.ruleSpending = ruleSpending;
        this.jdbc = jdbc;
    }

    /**
     * Uses the rules in memory. A caller that needs the latest change must reload the rules first.
     *
     * @param at the assumed time of the purchase; budgets and caps have their current totals
     */
    public Tried attempt(Purchase purchase, Instant at) {
        RuleBook book = rules.book();
        RuleBook.Decision decision = switch (book.decide(purchase, at)) {
            case RuleBook.NoCashback none -> none;
            case RuleBook.Granted granted -> trimmed(book, purchase, granted, at);
        };
        return new Tried(decision, book.explain(purchase, at));
    }

    private RuleBook.Granted trimmed(RuleBook book, Purchase purchase, RuleBook.Granted granted, Instant at) {
        Pipeline reading = new Pipeline();
        RuleSpending.Spent spent = ruleSpending.readIn(reading, book, List.of(purchase), at, false);
        spent.readCaps(reading);
        reading.run(jdbc);
        return spent.trim(purchase, granted, Jakarta.dayOf(at));
    }
}
