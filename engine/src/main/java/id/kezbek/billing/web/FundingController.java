package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.Amount;
import id.kezbek.shared.web.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** A partner's funding: what it may spend, and top-ups. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FundingController {

    private static final int BANK_REFERENCE_MAX = 60;

    /**
     * What a partner may spend.
     *
     * @param mode PREPAID or POSTPAID
     * @param available the balance, or what is left of the limit; null for a postpaid partner without a limit
     */
    record Funding(String mode, @Nullable Amount available) {}

    record Receipt(String id, Amount amount, Amount available) {}

    private record Body(
            Money amount, @JsonProperty("bank_reference") String bankReference) {}

    private final RecordTopUp recordTopUp;
    private final FundingSlots fundingSlots;
    private final PartnerDirectory partners;

    FundingController(RecordTopUp recordTopUp, FundingSlots fundingSlots, PartnerDirectory partners) {
        this.recordTopUp = recordTopUp;
        this.fundingSlots = fundingSlots;
        this.partners = partners;
    }

    @GetMapping("/api/v2/partners/{code}/funding")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Funding funding(@PathVariable String code) {
        Partner partner = find(code);
        boolean unlimited = partner.fundingMode() == Partner.FundingMode.POSTPAID
                && partner.creditLimit().isEmpty();
        return new Funding(
                partner.fundingMode().name(), unlimited ? null : Amount.of(fundingSlots.available(partner.id())));
    }

    @PostMapping("/api/v2/partners/{code}/funding/top-ups")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<Receipt> topUp(
            Caller caller,
            @PathVariable String code,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = find(code);
        if (partner.fundingMode() != Partner.FundingMode.PREPAID) {
            throw Refusal.badField("code", "is a postpaid partner; it has a credit limit and no balance to top up");
        }
        Body asked = Fields.readStrictly(
                body, fields -> new Body(fields.money("amount"), fields.text("bank_reference", BANK_REFERENCE_MAX)));
        RecordTopUp.Recorded recorded =
                recordTopUp.record(new TopUp(partner, asked.amount(), asked.bankReference(), key, caller.subject()));
        ResponseEntity.BodyBuilder answer = recorded.repeated()
                ? ResponseEntity.ok().header("Idempotent-Replayed", "true")
                : ResponseEntity.status(HttpStatus.CREATED);
        return answer.body(new Receipt(
                Ids.text(recorded.id()),
                Amount.of(recorded.amount()),
                Amount.of(fundingSlots.available(partner.id()))));
    }

    private Partner find(String code) {
        return partners.find(code)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "there is no partner with this code"));
    }
}
