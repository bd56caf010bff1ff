package id.kezbek.cashback;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Says which rule would decide a purchase and why the others would not; it records nothing. */
@Component
public class TryRules {

    /**
     * What would come of it.
     *
     * @param decision trimmed by what the limits have left now
     * @param verdicts on the rules in force, the winner first
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
     * By the rules in memory; who must not miss a change of a moment ago refreshes them before.
     *
     * @param at when the purchase would be reported; limits are looked at as they stand now
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
