package id.kezbek.billing.web;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the partner named in a request's path, if the caller may see this partner. */
@Component
@ConditionalOnRole(ProcessRole.API)
class PartnerPath {

    private final PartnerDirectory partners;

    PartnerPath(PartnerDirectory partners) {
        this.partners = partners;
    }

    /** The partner with this id; empty if the caller may not see the partner. */
    Optional<Partner> find(PartnerId id, Caller caller) {
        return partners.find(id).filter(partner -> PartnerScope.admits(caller, partner.id()));
    }

    /** @throws Refusal NOT_FOUND if the partner does not exist or the caller may not see it */
    Partner find(String code, Caller caller) {
        return partners.find(code)
                .filter(partner -> PartnerScope.admits(caller, partner.id()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
