package id.kezbek.cashback.rules;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates, changes or ends a rule after a second person's approval. Each change is a new version. */
@Component
public class ChangeRuleAct extends NamedAct<ChangeRuleAct.Arguments> {

    /**
     * A proposed version.
     *
     * @param base the version that the proposer saw; 0 for a new rule
     * @param partner the partner's code; null for all partners
     * @param validFrom null for the time of approval
     * @param ends whether the version ends the rule, at {@code validUntil} or, if {@code validUntil} is null, at the
     *     approval
     * @param backtest the id of the backtest that the proposer saw; null if there was none
     */
    public record Arguments(
            long rule,
            int base,
            @Nullable String partner,
            @Nullable String wallet,
            int quantityFrom,
            @Nullable Integer quantityBelow,
            BigDecimal amountFrom,
            @Nullable BigDecimal amountBelow,
            BigDecimal percent,
            @Nullable BigDecimal cap,
            @Nullable BigDecimal customerCap,
            @Nullable Period customerCapPeriod,
            @Nullable BigDecimal budget,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            boolean ends,
            @Nullable UUID backtest) {

        /** A copy with the id of the backtest that the proposer saw. */
        public Arguments shownWith(@Nullable UUID seen) {
            return new Arguments(
                    rule,
                    base,
                    partner,
                    wallet,
                    quantityFrom,
                    quantityBelow,
                    amountFrom,
                    amountBelow,
                    percent,
                    cap,
                    customerCap,
                    customerCapPeriod,
                    budget,
                    validFrom,
                    validUntil,
                    ends,
                    seen);
        }

        /**
         * Whether simulations of both proposals give the same result. The comparison ignores the time of validity. The
         * comparison also ignores the id of a new rule, because each proposal of a new rule has another id.
         */
        public boolean hasTermsOf(Arguments other) {
            return (base == 0 ? other.base == 0 : rule == other.rule)
                    && Objects.equals(partner, other.partner)
                    && Objects.equals(wallet, other.wallet)
                    && quantityFrom == other.quantityFrom
                    && Objects.equals(quantityBelow, other.quantityBelow)
                    && isSame(amountFrom, other.amountFrom)
                    && isSame(amountBelow, other.amountBelow)
                    && isSame(percent, other.percent)
                    && isSame(cap, other.cap)
                    && isSame(customerCap, other.customerCap)
                    && customerCapPeriod == other.customerCapPeriod
                    && isSame(budget, other.budget)
                    && ends == other.ends;
        }

        private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other == null : other != null && one.compareTo(other) == 0;
        }

        RuleLimits limits() {
            RuleLimits.CustomerCap customer = customerCap == null || customerCapPeriod == null
                    ? null
                    : new RuleLimits.CustomerCap(Money.rupiah(customerCap), customerCapPeriod);
            return new RuleLimits(customer, budget == null ? null : Money.rupiah(budget));
        }

        /** The arguments of a proposal to end the rule; a null end means the time of approval. */
        static Arguments ending(
                Rule terms, int base, @Nullable String partner, @Nullable Instant from, @Nullable Instant at) {
            return of(terms, base, partner, from, at, true);
        }

        /** The terms of a version. */
        static Arguments of(
                Rule terms,
                int base,
                @Nullable String partner,
                @Nullable Instant from,
                @Nullable Instant until,
                boolean ends) {
            RuleLimits.CustomerCap customer = terms.limits().customer();
            return new Arguments(
                    terms.id(),
                    base,
                    partner,
                    terms.wallet(),
                    terms.quantityFrom(),
                    terms.quantityBelow(),
                    terms.amountFrom().decimal(),
                    decimal(terms.amountBelow()),
                    terms.percent(),
                    decimal(terms.cap()),
                    customer == null ? null : customer.most().decimal(),
                    customer == null ? null : customer.period(),
                    decimal(terms.limits().budget()),
                    from,
                    until,
                    ends,
                    null);
        }

        private static @Nullable BigDecimal decimal(@Nullable Money amount) {
            return amount == null ? null : amount.decimal();
        }
    }

    private final ChangeRule changeRule;

    ChangeRuleAct(ChangeRule changeRule) {
        super("CHANGE_RULE", Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.changeRule = changeRule;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.RULE_EDITOR);
    }

    @Override
    public String subject(Arguments arguments) {
        return "rule " + arguments.rule();
    }

    @Override
    public String words(Arguments arguments) {
        return subject(arguments) + changeRule.words(arguments);
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return changeRule.before(arguments);
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return changeRule.warnings(arguments);
    }

    /** @throws Refusal BAD_PAYLOAD for an invalid field; STATE_CONFLICT if the rule has another version */
    @Override
    public void check(Arguments arguments) {
        changeRule.check(arguments);
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        changeRule.carryOut(arguments, decision);
    }
}
