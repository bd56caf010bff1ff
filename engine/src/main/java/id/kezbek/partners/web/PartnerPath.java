package id.kezbek.partners.web;

import id.kezbek.partners.PartnerArchive;
import id.kezbek.partners.PartnerProfile;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Caller;
import org.springframework.stereotype.Component;

/** The partner that a path names, as the database has it, and as far as the caller may know of it. */
@Component("partnerRecordPath")
@ConditionalOnRole(ProcessRole.API)
class PartnerPath {

    private final PartnerArchive archive;

    PartnerPath(PartnerArchive archive) {
        this.archive = archive;
    }

    /** @throws Refusal NOT_FOUND where there is none, or it is none of the caller's business */
    PartnerProfile find(String code, Caller caller) {
        return archive.find(code)
                .filter(partner -> PartnerScope.admits(caller, partner.id()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
