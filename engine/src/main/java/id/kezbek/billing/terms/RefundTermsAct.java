package id.kezbek.billing.terms;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets who bears the paid cashback of refunded purchases, after a second person's approval. */
@Component
public class RefundTermsAct extends NamedAct<RefundTermsAct.Arguments> {

    /**
     * @param partner the partner's code
     * @param limit in rupiah; null for no limit
     */
    public record Arguments(
            String partner,
            RefundTerms.Setting setting,
            @Nullable BigDecimal limit) {

        public static Arguments of(Partner partner, RefundTerms terms) {
            return new Arguments(
                    partner.code(),
                    terms.setting(),
                    terms.limit().map(Money::decimal).orElse(null));
        }

        RefundTerms terms() {
            return new RefundTerms(setting, Optional.ofNullable(limit).map(Money::rupiah));
        }
    }

    private final ChangePartnerFunding changePartnerFunding;
    private final PartnerDirectory partners;

    RefundTermsAct(ChangePartnerFunding changePartnerFunding, PartnerDirectory partners) {
        super("REFUND_TERMS", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.changePartnerFunding = changePartnerFunding;
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
        String what = "paid cashback of refunded purchases of " + subject(arguments);
        String most = arguments
                .terms()
                .limit()
                .map(limit -> " if a refund is at most " + limit.inWords())
                .orElse("");
        return switch (arguments.setting()) {
            case NET -> what + " is set off in the customers' next payouts";
            case ABSORBED_BY_PARTNER -> what + " is borne by the partner" + most;
            case ABSORBED_BY_OPERATOR -> what + " is borne by Kezbek" + most;
        };
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return arguments.setting() == RefundTerms.Setting.ABSORBED_BY_OPERATOR && arguments.limit() == null
                ? List.of("Kezbek bears refunds of any amount")
                : List.of();
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return partners.find(arguments.partner()).map(partner -> Arguments.of(partner, partner.refunds()));
    }

    @Override
    public void check(Arguments arguments) {
        if (find(arguments).refunds().equals(arguments.terms())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the partner already has this setting");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        changePartnerFunding.refunds(find(arguments).id(), arguments.terms(), decision.approvedBy());
    }

    private Partner find(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
