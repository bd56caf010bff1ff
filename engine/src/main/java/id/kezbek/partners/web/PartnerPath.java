package id.kezbek.partners.web;

import id.kezbek.partners.PartnerScope;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Caller;
import org.springframework.stereotype.Component;

/** Reads the partner with the code in the path from the database, if the caller may see the partner. */
@Component("partnerRecordPath")
@ConditionalOnRole(ProcessRole.API)
class PartnerPath {

    private final PartnerArchive archive;

    PartnerPath(PartnerArchive archive) {
        this.archive = archive;
    }

    /** @throws Refusal NOT_FOUND if the partner does not exist or the caller may not see the partner */
    PartnerProfile find(String code, Caller caller) {
        return archive.find(code)
                .filter(partner -> PartnerScope.admits(caller, partner.id()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
