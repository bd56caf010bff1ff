package id.kezbek.partners.records;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import org.springframework.stereotype.Component;

/**
 * Reactivates a suspended partner, approved by a second person. A suspension needs only one person, because it only
 * takes rights away.
 */
@Component
public class ResumePartnerAct extends NamedAct<ResumePartnerAct.Arguments> {

    /** @param partner the partner's code */
    public record Arguments(String partner) {}

    private final SuspendPartner suspendPartner;
    private final PartnerDirectory partners;
    private final PartnerArchive archive;

    ResumePartnerAct(SuspendPartner suspendPartner, PartnerDirectory partners, PartnerArchive archive) {
        super("RESUME_PARTNER", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.suspendPartner = suspendPartner;
        this.partners = partners;
        this.archive = archive;
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner();
    }

    @Override
    public String words(Arguments arguments) {
        return subject(arguments) + " may call and report purchases again";
    }

    @Override
    public void check(Arguments arguments) {
        boolean isSuspended = archive.find(arguments.partner())
                .filter(partner -> partner.state() == Partner.State.SUSPENDED)
                .isPresent();
        if (!isSuspended) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the partner is not suspended");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        Partner partner = partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
        suspendPartner.reactivate(partner.id(), decision.approvedBy());
    }
}
