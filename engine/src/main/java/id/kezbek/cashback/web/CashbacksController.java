package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.V1Envelope;
import id.kezbek.shared.web.reading.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** v1 operations to report a purchase and to get a customer's tier. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CashbacksController {

    private static final CrashPoint TAKEN_BEFORE = CrashPoint.named(
            "cashback.repeat-found", "a repeated reference is recognised, the first response is not returned again");
    private static final CrashPoint ANSWERING =
            CrashPoint.named("cashback.answer-made", "a purchase is committed and its response created, but not sent");

    record Receipt(
            @JsonProperty("transaction_id") String transactionId,
            @JsonProperty("transaction_timestamp") long transactionTimestamp) {

        static Receipt of(UUID id, Instant at) {
            return new Receipt(Ids.text(id), at.getEpochSecond());
        }
    }

    /** A customer's tier in a v1 response. */
    record Tier(
            String tier,
            int recurring,
            @JsonProperty("date_expired") LocalDate dateExpired) {}

    private final AcceptPurchase acceptPurchase;
    private final CustomerStanding customerStanding;

    CashbacksController(AcceptPurchase acceptPurchase, CustomerStanding customerStanding) {
        this.acceptPurchase = acceptPurchase;
        this.customerStanding = customerStanding;
    }

    @PostMapping("/api/v1/cashbacks")
    @Allow(Role.PARTNER)
    V1Envelope<Receipt> report(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Purchase purchase = Fields.read(body, fields -> PurchaseForm.v1(caller.requirePartner(), fields));
        V1Envelope<Receipt> answer = V1Envelope.ok(
                switch (acceptPurchase.accept(purchase)) {
                    case Acceptance.Accepted accepted -> Receipt.of(accepted.id(), accepted.at());
                    case Acceptance.Repeated repeated -> {
                        TAKEN_BEFORE.reached();
                        yield Receipt.of(repeated.id(), repeated.at());
                    }
                    case Acceptance.Refused refused -> throw refused.refusal();
                    case Acceptance.Failed failed -> throw failed.cause();
                });
        ANSWERING.reached();
        return answer;
    }

    @GetMapping("/api/v1/cashbacks/{msisdn}")
    @Allow(Role.PARTNER)
    V1Envelope<Tier> standing(Caller caller, @PathVariable String msisdn) {
        Msisdn customer = Msisdn.parse(msisdn).orElseThrow(() -> Refusal.badField("msisdn", Msisdn.expected()));
        return customerStanding
                .find(new MemberKey(caller.requirePartner(), customer))
                .map(found -> V1Envelope.ok(new Tier(found.tier(), found.recurring(), found.expiresOn())))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no such customer"));
    }
}
