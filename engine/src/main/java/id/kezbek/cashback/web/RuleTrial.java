package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.cashback.rules.TryRules;
import id.kezbek.cashback.rules.Verdict;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The simulated result of a purchase.
 *
 * @param cashback zero if no rule covers the purchase
 * @param trace the explanation; absent if no rule covers the purchase
 * @param rules the rules in force with their verdicts, the winner first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleTrial(
        boolean granted,
        Amount cashback,
        TransactionAnswer.@Nullable Rule rule,
        TransactionAnswer.@Nullable Trace trace,
        List<Judged> rules) {

    private static final String ROUNDING = "DOWN_TO_WHOLE_RUPIAH";
    /**
     * The maximum number of verdicts in a response. The winner and the other rules that cover the purchase come first,
     * so the end of the list is not important.
     */
    private static final int RULES_MAX = 200;

    record Judged(long id, int version, Verdict.Kind verdict, String reason) {

        static Judged of(Verdict verdict) {
            return new Judged(verdict.rule().id(), verdict.rule().version(), verdict.kind(), verdict.reason());
        }
    }

    static RuleTrial of(TryRules.Tried tried) {
        List<Judged> judged =
                tried.verdicts().stream().limit(RULES_MAX).map(Judged::of).toList();
        return switch (tried.decision()) {
            case RuleBook.NoCashback none -> new RuleTrial(false, Amount.of(Money.ZERO), null, null, judged);
            case RuleBook.Granted granted -> {
                Rule rule = granted.rule();
                Money cap = rule.cap();
                yield new RuleTrial(
                        true,
                        Amount.of(granted.cashback()),
                        new TransactionAnswer.Rule(rule.id(), rule.version()),
                        new TransactionAnswer.Trace(
                                rule.percent().toPlainString(),
                                Amount.of(granted.uncapped()),
                                cap == null ? null : Amount.of(cap),
                                TransactionAnswer.Trim.of(granted.trims()),
                                ROUNDING),
                        judged);
            }
        };
    }
}
