package id.kezbek.billing.terms;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sets whether purchases beyond the available funds are refused or held, after a second person's approval. */
@Component
public class ShortFundingAct extends NamedAct<ShortFundingAct.Arguments> {

    /** @param partner the partner's code */
    public record Arguments(String partner, Partner.ShortFunding setting) {}

    private final ChangePartnerFunding changePartnerFunding;
    private final PartnerDirectory partners;

    ShortFundingAct(ChangePartnerFunding changePartnerFunding, PartnerDirectory partners) {
        super("SHORT_FUNDING", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.changePartnerFunding = changePartnerFunding;
        this.partners = partners;
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner();
    }

    @Override
    public String words(Arguments arguments) {
        return switch (arguments.setting()) {
            case REFUSE -> "purchases of " + subject(arguments) + " beyond its available funds are refused";
            case HOLD ->
                "purchases of " + subject(arguments)
                        + " beyond its available funds are accepted, and their payouts are held";
        };
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return partners.find(arguments.partner())
                .map(partner -> new Arguments(arguments.partner(), partner.shortFunding()));
    }

    @Override
    public void check(Arguments arguments) {
        if (find(arguments).shortFunding() == arguments.setting()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the partner already has this setting");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        changePartnerFunding.whenShort(find(arguments).id(), arguments.setting(), decision.approvedBy());
    }

    private Partner find(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
