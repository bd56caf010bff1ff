package id.kezbek.partners.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.partners.records.ResumePartnerAct;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP operations to suspend and reactivate a partner. One person can suspend a partner at once; reactivation needs two
 * people.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PartnerStateController {

    static final int REASON_MAX = 500;

    private final SuspendPartner suspendPartner;
    private final ProposeAct proposeAct;
    private final ResumePartnerAct resumePartner;
    private final PartnerPath partners;

    PartnerStateController(
            SuspendPartner suspendPartner,
            ProposeAct proposeAct,
            ResumePartnerAct resumePartner,
            PartnerPath partners) {
        this.suspendPartner = suspendPartner;
        this.proposeAct = proposeAct;
        this.resumePartner = resumePartner;
        this.partners = partners;
    }

    @PostMapping(PartnerRecordsController.PATH + "/{code}/suspend")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    PartnerAnswer suspend(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
        suspendPartner.suspend(partner.id(), reason, caller.subject());
        return PartnerAnswer.of(partners.find(code, caller));
    }

    @PostMapping(PartnerRecordsController.PATH + "/{code}/resume")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> resume(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
        ResumePartnerAct.Arguments arguments = new ResumePartnerAct.Arguments(partner.code());
        return ApprovalAnswer.accepted(proposeAct.propose(resumePartner, arguments, reason, caller));
    }
}
