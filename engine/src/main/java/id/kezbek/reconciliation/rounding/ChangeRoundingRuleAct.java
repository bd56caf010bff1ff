package id.kezbek.reconciliation.rounding;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Adds a new version of the rounding rule. A second person must approve the version. */
@Component
public class ChangeRoundingRuleAct extends NamedAct<ChangeRoundingRuleAct.Arguments> {

    /**
     * The proposed version.
     *
     * @param base the current version, on which the change is based; 0 if no version exists
     * @param perLine the limit per line; 0 switches the rule off
     */
    public record Arguments(int base, BigDecimal perLine, BigDecimal perFile) {

        Money ofLine() {
            return Money.rupiah(perLine);
        }

        Money ofFile() {
            return Money.rupiah(perFile);
        }
    }

    private final RoundingRules rules;

    ChangeRoundingRuleAct(RoundingRules rules) {
        super("CHANGE_ROUNDING_RULE", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.rules = rules;
    }

    @Override
    public String subject(Arguments arguments) {
        return "rounding rule of statements";
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.ofLine().isPositive()
                ? "differences of up to " + arguments.ofLine().inWords()
                        + " in one line are written off automatically, up to "
                        + arguments.ofFile().inWords() + " for each statement"
                : "no difference is written off automatically";
    }

    @Override
    public void check(Arguments arguments) {
        int inForce = rules.inForce().map(RoundingRule::version).orElse(0);
        if (inForce != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "version " + inForce + " of the rounding rule is now in force; make a new proposal based on it");
        }
        if (RoundingRule.PER_LINE_MAX.below(arguments.ofLine())) {
            throw Refusal.badField("per_line", "must be at most 1 rupiah");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        rules.add(arguments.base() + 1, arguments.ofLine(), arguments.ofFile(), decision.approval());
    }
}
