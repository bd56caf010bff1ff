package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.refund.OpenRefunds;
import id.kezbek.payouts.refund.WriteOffRefund;
import id.kezbek.payouts.refund.WriteOffRefundAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations of v2 for refunds that customers owe: listing them by age, and writing them off. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class OwedRefundsController {

    private static final String PATH = "/api/v2/refunds";
    private static final String LISTING = "owed-refunds";
    private static final int REASON_MAX = 500;

    /**
     * @param partner the partner's code
     * @param owed the cashback that the customer had already received before the purchase was refunded
     * @param toRecover the amount that is still open
     */
    record Owed(
            String id,
            String transaction,
            String partner,
            String wallet,
            @JsonProperty("recorded_at") Instant recordedAt,
            @JsonProperty("age_days") long ageDays,
            Amount owed,
            @JsonProperty("to_recover") Amount toRecover) {}

    record Age(
            @JsonProperty("days_0_to_30") Amount upTo30,
            @JsonProperty("days_31_to_60") Amount upTo60,
            @JsonProperty("days_61_to_90") Amount upTo90,
            @JsonProperty("more_than_90_days") Amount more) {}

    /** @param refunds the number of refunds */
    record OfPartner(
            String partner,
            long refunds,
            @JsonProperty("to_recover") Amount toRecover,
            Age age) {}

    record Ageing(@JsonProperty("as_of") Instant asOf, Amount total, List<OfPartner> items) {}

    private record Page(
            @Nullable PartnerId partner,
            @Nullable Instant before,
            @Nullable UUID after,
            int limit) {}

    private final OpenRefunds refunds;
    private final PartnerDirectory partners;
    private final ProposeAct proposeAct;
    private final WriteOffRefundAct writeOff;
    private final Clock clock;

    OwedRefundsController(
            OpenRefunds refunds,
            PartnerDirectory partners,
            ProposeAct proposeAct,
            WriteOffRefundAct writeOff,
            Clock clock) {
        this.refunds = refunds;
        this.partners = partners;
        this.proposeAct = proposeAct;
        this.writeOff = writeOff;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Exported("owed-refunds")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Owed> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Page page = Query.read(
                parameters,
                query -> new Page(
                        PartnerScope.oneOrAll(partners, caller, query),
                        query.instant("recorded_before"),
                        query.after(LISTING, position -> Ids.parse(position.getFirst())),
                        query.limit()));
        Instant now = clock.instant();
        List<OpenRefunds.Open> oneMore = refunds.page(
                page.partner(), Objects.requireNonNullElse(page.before(), now), page.after(), page.limit() + 1);
        return Listing.of(
                oneMore, page.limit(), open -> owed(open, now), last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    @GetMapping(PATH + "/ageing")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Ageing ageing(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Instant now = clock.instant();
        List<OpenRefunds.Aged> aged = refunds.aged(now);
        return new Ageing(
                now,
                Amount.of(aged.stream().map(OpenRefunds.Aged::open).reduce(Money.ZERO, Money::plus)),
                aged.stream().map(this::ofPartner).toList());
    }

    @PostMapping(PATH + "/{id}/write-off")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> writeOff(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
        UUID refund = Ids.find(id).orElseThrow(WriteOffRefund::absent);
        return ApprovalAnswer.accepted(
                proposeAct.propose(writeOff, new WriteOffRefundAct.Arguments(refund), reason, caller));
    }

    private OfPartner ofPartner(OpenRefunds.Aged aged) {
        List<Amount> parts = aged.parts().stream().map(Amount::of).toList();
        return new OfPartner(
                code(aged.partner()),
                aged.refunds(),
                Amount.of(aged.open()),
                new Age(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
    }

    private String code(PartnerId partner) {
        return partners.find(partner).map(Partner::code).orElse("");
    }

    private Owed owed(OpenRefunds.Open open, Instant now) {
        return new Owed(
                Ids.text(open.id()),
                Ids.text(open.purchase()),
                code(open.partner()),
                open.wallet(),
                open.recordedAt(),
                Math.max(0, Duration.between(open.recordedAt(), now).toDays()),
                Amount.of(open.owed()),
                Amount.of(open.open()));
    }
}
