package id.kezbek.billing.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.terms.CreditLimitAct;
import id.kezbek.billing.terms.RefundTermsAct;
import id.kezbek.billing.terms.ShortFundingAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.RefundTerms;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Proposals to change a partner's funding terms. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FundingTermsController {

    private static final int REASON_MAX = 500;
    private static final int WORD_MAX = 10;
    private static final Pattern POSTPAID = Pattern.compile("POSTPAID");
    private static final Pattern SETTING = Pattern.compile("REFUSE|HOLD");

    private static final int REFUNDS_MAX = 20;
    private static final Pattern REFUNDS = Pattern.compile("NET|ABSORBED_BY_PARTNER|ABSORBED_BY_OPERATOR");

    private record Limit(@Nullable Money limit, String reason) {}

    private record Setting(String setting, String reason) {}

    private record Refunds(String setting, @Nullable Money limit, String reason) {}

    private final ProposeAct proposeAct;
    private final CreditLimitAct creditLimit;
    private final ShortFundingAct shortFunding;
    private final RefundTermsAct refundTerms;
    private final PartnerPath partners;

    FundingTermsController(
            ProposeAct proposeAct,
            CreditLimitAct creditLimit,
            ShortFundingAct shortFunding,
            RefundTermsAct refundTerms,
            PartnerPath partners) {
        this.proposeAct = proposeAct;
        this.creditLimit = creditLimit;
        this.shortFunding = shortFunding;
        this.refundTerms = refundTerms;
        this.partners = partners;
    }

    /** Without {@code limit}, the partner has no limit. */
    @PostMapping("/api/v2/partners/{code}/funding/limit")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> limit(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Limit asked = Fields.readStrictly(body, fields -> {
            fields.text("mode", WORD_MAX, POSTPAID, "POSTPAID; a postpaid partner cannot become prepaid again");
            return new Limit(fields.optionalMoney("limit"), fields.text("reason", REASON_MAX));
        });
        CreditLimitAct.Arguments arguments = CreditLimitAct.Arguments.of(partner, Optional.ofNullable(asked.limit()));
        return ApprovalAnswer.accepted(proposeAct.propose(creditLimit, arguments, asked.reason(), caller));
    }

    @PostMapping("/api/v2/partners/{code}/funding/when-short")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> whenShort(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Setting asked = Fields.readStrictly(
                body,
                fields -> new Setting(
                        fields.text("setting", WORD_MAX, SETTING, "REFUSE or HOLD"),
                        fields.text("reason", REASON_MAX)));
        ShortFundingAct.Arguments arguments =
                new ShortFundingAct.Arguments(partner.code(), Partner.ShortFunding.valueOf(asked.setting()));
        return ApprovalAnswer.accepted(proposeAct.propose(shortFunding, arguments, asked.reason(), caller));
    }

    /** Without {@code refunds_limit}, the setting applies to refunds of any amount. */
    @PostMapping("/api/v2/partners/{code}/funding/refunds")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> refunds(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Refunds asked = Fields.readStrictly(
                body,
                fields -> new Refunds(
                        fields.text(
                                "refunds", REFUNDS_MAX, REFUNDS, "NET, ABSORBED_BY_PARTNER or ABSORBED_BY_OPERATOR"),
                        fields.optionalMoney("refunds_limit"),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(proposeAct.propose(
                refundTerms, RefundTermsAct.Arguments.of(partner, terms(asked)), asked.reason(), caller));
    }

    private static RefundTerms terms(Refunds asked) {
        RefundTerms.Setting setting = RefundTerms.Setting.valueOf(asked.setting());
        if (setting == RefundTerms.Setting.NET && asked.limit() != null) {
            throw Refusal.badField("refunds_limit", "must be absent with NET");
        }
        return new RefundTerms(setting, Optional.ofNullable(asked.limit()));
    }
}
