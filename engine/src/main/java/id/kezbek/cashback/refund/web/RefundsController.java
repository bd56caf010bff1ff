package id.kezbek.cashback.refund.web;

import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.refund.Refund;
import id.kezbek.cashback.refund.RefundPurchase;
import id.kezbek.cashback.refund.Refunds;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** v2 operations to refund a purchase, and to list its refunds. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class RefundsController {

    private static final String PATH = "/api/v2/transactions/{id}/refunds";
    private static final String LISTING = "refunds";

    private record Page(@Nullable UUID after, int limit) {}

    private final RefundPurchase refundPurchase;
    private final Refunds refunds;
    private final RefundedPayouts payouts;
    private final PurchaseArchive purchases;

    RefundsController(
            RefundPurchase refundPurchase, Refunds refunds, RefundedPayouts payouts, PurchaseArchive purchases) {
        this.refundPurchase = refundPurchase;
        this.refunds = refunds;
        this.payouts = payouts;
        this.purchases = purchases;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @KeyedByReference
    @Allow({Role.OFFICER, Role.PARTNER})
    ResponseEntity<RefundAnswer> refund(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        UUID purchase = Ids.find(id).orElseThrow(RefundsController::absent);
        RefundPurchase.Asked asked = Fields.readStrictly(
                body,
                fields -> new RefundPurchase.Asked(
                        purchase,
                        fields.identifier("reference", RefundPurchase.REFERENCE_MAX),
                        fields.optionalMoney("amount")));
        RefundPurchase.Recorded recorded = refundPurchase.refund(asked, caller);
        ResponseEntity.BodyBuilder answer = recorded.isRepeat()
                ? ResponseEntity.ok().header("Idempotent-Replayed", "true")
                : ResponseEntity.status(HttpStatus.CREATED);
        return answer.body(answers(List.of(recorded.refund())).getFirst());
    }

    @GetMapping(PATH)
    @Exported("refunds")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<RefundAnswer> list(
            Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Page page = Query.read(
                parameters,
                query -> new Page(query.after(LISTING, position -> Ids.parse(position.getFirst())), query.limit()));
        UUID purchase = Ids.find(id)
                .flatMap(purchases::find)
                .filter(record -> PartnerScope.admits(caller, record.purchase().partner()))
                .orElseThrow(RefundsController::absent)
                .id();
        List<Refund> oneMore = refunds.page(purchase, page.after(), page.limit() + 1);
        Map<UUID, Seen> seen = payouts.of(oneMore.stream().map(Refund::id).toList());
        return Listing.of(
                oneMore,
                page.limit(),
                refund -> RefundAnswer.of(refund, seen.getOrDefault(refund.id(), Seen.NOTHING)),
                last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    private List<RefundAnswer> answers(List<Refund> found) {
        Map<UUID, Seen> seen = payouts.of(found.stream().map(Refund::id).toList());
        return found.stream()
                .map(refund -> RefundAnswer.of(refund, seen.getOrDefault(refund.id(), Seen.NOTHING)))
                .toList();
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no transaction has this id");
    }
}
