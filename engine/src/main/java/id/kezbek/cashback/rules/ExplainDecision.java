package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rules;
import id.kezbek.cashback.purchase.Purchase;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Explains why a rule decided an accepted purchase, and why the other rules of that time did not. Records nothing. */
@Component
public class ExplainDecision {

    /**
     * The explanation.
     *
     * @param isCertain whether the rules of that time, as known now, give the same decision
     * @param verdicts the rules of that time, the winner first
     */
    public record Explained(boolean isCertain, List<Verdict> verdicts) {}

    private final Rules rules;

    ExplainDecision(Rules rules) {
        this.rules = rules;
    }

    /**
     * Uses the rules in memory. A caller that needs the latest change must reload the rules first.
     *
     * @param at when the purchase was accepted
     * @param rule the id of the rule that decided the purchase
     * @param version the version of this rule
     */
    public Explained explain(Purchase purchase, Instant at, long rule, int version) {
        List<Verdict> verdicts = rules.book().explain(purchase, at);
        boolean isCertain = verdicts.stream()
                .anyMatch(verdict -> verdict.kind() == Verdict.Kind.WINS
                        && verdict.rule().id() == rule
                        && verdict.rule().version() == version);
        return new Explained(isCertain, verdicts);
    }
}
