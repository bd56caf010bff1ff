package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleBook;
import id.kezbek.cashback.TryRules;
import id.kezbek.cashback.Verdict;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would come of a purchase.
 *
 * @param cashback zero where no rule is for it
 * @param trace how it would come about; absent where no rule is for it
 * @param rules those in force, the winner first, each with why it wins or not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleTrial(
        boolean granted,
        Amount cashback,
        TransactionAnswer.@Nullable Rule rule,
        TransactionAnswer.@Nullable Trace trace,
        List<Judged> rules) {

    private static final String ROUNDING = "DOWN_TO_WHOLE_RUPIAH";
    /** More than anybody reads; the winner and those that it beats stand first. */
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
