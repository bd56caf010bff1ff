package id.kezbek.billing.terms;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.billing.ChangeFundingTerms;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets or changes a credit limit after a second person's approval. */
@Component
public class CreditLimitAct extends NamedAct<CreditLimitAct.Arguments> {

    /**
     * @param partner the partner's code
     * @param limit the limit in rupiah; null for no limit
     */
    public record Arguments(String partner, @Nullable BigDecimal limit) {

        public static Arguments of(Partner partner, Optional<Money> limit) {
            return new Arguments(partner.code(), limit.map(Money::decimal).orElse(null));
        }

        Optional<Money> money() {
            return Optional.ofNullable(limit).map(Money::rupiah);
        }
    }

    private final ChangeFundingTerms changeFundingTerms;
    private final PartnerDirectory partners;

    CreditLimitAct(ChangeFundingTerms changeFundingTerms, PartnerDirectory partners) {
        super("CREDIT_LIMIT", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.changeFundingTerms = changeFundingTerms;
        this.partners = partners;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner();
    }

    @Override
    public String words(Arguments arguments) {
        return arguments
                .money()
                .map(limit -> subject(arguments) + " gets a credit limit of " + limit.inWords())
                .orElse(subject(arguments) + " gets credit without limit");
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        Optional<Money> before = find(arguments).creditLimit();
        return arguments
                .money()
                .map(limit -> before.filter(was -> limit.compareTo(was.plus(was)) > 0)
                        .map(was -> List.of("the new limit is more than twice the current limit of " + was.inWords()))
                        .orElse(List.of()))
                .orElse(List.of("the partner's debt has no limit"));
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return partners.find(arguments.partner())
                .filter(partner -> partner.creditLimit().isPresent())
                .map(partner -> Arguments.of(partner, partner.creditLimit()));
    }

    @Override
    public void check(Arguments arguments) {
        changeFundingTerms.check(find(arguments), arguments.money());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        changeFundingTerms.postpaid(find(arguments).id(), arguments.money(), decision.approvedBy());
    }

    private Partner find(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
