package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.billing.reading.FundingStatement;
import id.kezbek.billing.terms.FundingAccounts;
import id.kezbek.billing.transfers.PartnerTransferAct;
import id.kezbek.billing.transfers.Payment;
import id.kezbek.billing.transfers.RecordPayment;
import id.kezbek.billing.transfers.ReverseTransfer;
import id.kezbek.billing.transfers.ReverseTransferAct;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.ListPage;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A partner's funding: available funds, statement, top-ups and payments. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FundingController {

    private static final String KEY = "Idempotency-Key";
    private static final String STATEMENT = "statement";
    private static final int REASON_MAX = 500;
    private static final int ID_MAX = 26;
    private static final String REASON_DEFAULT = "according to the bank's statement";
    private static final Duration PERIOD_DEFAULT = Duration.ofDays(30);

    /**
     * A partner's funding.
     *
     * @param mode PREPAID or POSTPAID
     * @param limit the highest debt of a postpaid partner; null for no limit
     * @param whenShort REFUSE or HOLD: the treatment of purchases beyond the funds
     * @param refunds who bears the paid cashback of refunded purchases
     * @param refundsLimit up to which amount; null for no limit
     * @param balance positive for the partner's money, negative for its debt
     * @param available the balance, or the unused part of the limit; null for a postpaid partner without a limit
     */
    record Funding(
            String mode,
            @Nullable Amount limit,
            @JsonProperty("when_short") String whenShort,
            String refunds,
            @JsonProperty("refunds_limit") @Nullable Amount refundsLimit,
            Amount balance,
            @Nullable Amount available) {}

    record Receipt(String id, Amount amount, @Nullable Amount available) {}

    /**
     * @param amount positive for incoming amounts, negative for spent amounts
     * @param bankReference the reference of a top-up, a payment or the reversal of one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String movement,
            String kind,
            String subject,
            Instant at,
            Amount amount,
            Amount balance,
            @JsonProperty("bank_reference") @Nullable String bankReference) {}

    record Statement(
            String partner,
            Instant from,
            Instant to,
            Amount opening,
            Amount closing,
            List<Line> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor)
            implements ListPage<Line> {}

    private record Transfer(Money amount, String bankReference, String reason) {}

    private record Reversal(String transfer, boolean freesReference, String reason) {}

    private final RecordTopUp recordTopUp;
    private final RecordPayment recordPayment;
    private final ReverseTransfer reverseTransfer;
    private final ProposeAct proposeAct;
    private final PartnerTransferAct partnerTransferAct;
    private final ReverseTransferAct reverseTransferAct;
    private final BookTransfers bookTransfers;
    private final Ids ids;
    private final FundingStatement statement;
    private final FundingAccounts accounts;
    private final FundingSlots fundingSlots;
    private final PartnerPath partners;
    private final Clock clock;

    FundingController(
            RecordTopUp recordTopUp,
            RecordPayment recordPayment,
            ReverseTransfer reverseTransfer,
            ProposeAct proposeAct,
            PartnerTransferAct partnerTransferAct,
            ReverseTransferAct reverseTransferAct,
            BookTransfers bookTransfers,
            Ids ids,
            FundingStatement statement,
            FundingAccounts accounts,
            FundingSlots fundingSlots,
            PartnerPath partners,
            Clock clock) {
        this.recordTopUp = recordTopUp;
        this.recordPayment = recordPayment;
        this.reverseTransfer = reverseTransfer;
        this.proposeAct = proposeAct;
        this.partnerTransferAct = partnerTransferAct;
        this.reverseTransferAct = reverseTransferAct;
        this.bookTransfers = bookTransfers;
        this.ids = ids;
        this.statement = statement;
        this.accounts = accounts;
        this.fundingSlots = fundingSlots;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping("/api/v2/partners/{code}/funding")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Funding funding(Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Partner partner = partners.find(code, caller);
        return new Funding(
                partner.fundingMode().name(),
                partner.creditLimit().map(Amount::of).orElse(null),
                partner.shortFunding().name(),
                partner.refunds().setting().name(),
                partner.refunds().limit().map(Amount::of).orElse(null),
                Amount.of(accounts.balance(partner)),
                available(partner));
    }

    @GetMapping("/api/v2/partners/{code}/funding/statement")
    @Exported("funding-statement")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Statement statement(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Partner partner = partners.find(code, caller);
        FundingStatement.Page page = Query.read(parameters, query -> page(query, partner));
        FundingStatement.Part part = statement.read(
                partner, new FundingStatement.Page(page.from(), page.to(), page.after(), page.limit() + 1));
        boolean isLast = part.lines().size() <= page.limit();
        List<FundingStatement.Line> shown = isLast ? part.lines() : part.lines().subList(0, page.limit());
        return new Statement(
                partner.code(),
                page.from(),
                page.to(),
                Amount.of(part.opening()),
                Amount.of(part.closing()),
                shown.stream().map(FundingController::line).toList(),
                isLast ? null : cursor(partner, part.reached(shown.getLast())).text());
    }

    @PostMapping("/api/v2/partners/{code}/funding/top-ups")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<?> topUp(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(KEY) String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        if (partner.fundingMode() != Partner.FundingMode.PREPAID) {
            throw Refusal.badField("code", "is a postpaid partner and has no balance to top up; record a payment");
        }
        Transfer asked = transfer(body);
        if (bookTransfers.takesTwo(partner, asked.amount(), asked.bankReference(), caller)) {
            return proposed(MovementKind.TOP_UP, partner, asked, caller);
        }
        RecordTopUp.Recorded recorded =
                recordTopUp.record(new TopUp(partner, asked.amount(), asked.bankReference(), key, caller.subject()));
        return receipt(partner, recorded.id(), recorded.amount(), recorded.repeated());
    }

    @PostMapping("/api/v2/partners/{code}/funding/payments")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<?> pay(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(KEY) String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Transfer asked = transfer(body);
        if (bookTransfers.takesTwo(partner, asked.amount(), asked.bankReference(), caller)) {
            return proposed(MovementKind.PARTNER_PAYMENT, partner, asked, caller);
        }
        RecordPayment.Recorded recorded = recordPayment.record(
                new Payment(partner, asked.amount(), asked.bankReference(), key, caller.subject()));
        return receipt(partner, recorded.id(), recorded.amount(), recorded.repeated());
    }

    @PostMapping("/api/v2/partners/{code}/funding/reversals")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> reverse(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Reversal asked = Fields.readStrictly(
                body,
                fields -> new Reversal(
                        fields.text("transfer", ID_MAX),
                        fields.bool("frees_reference"),
                        fields.text("reason", REASON_MAX)));
        UUID transfer = Ids.find(asked.transfer())
                .orElseThrow(() -> Refusal.badField("transfer", "must be the id of a top-up or payment"));
        ReverseTransferAct.Arguments arguments = ReverseTransferAct.Arguments.of(
                partner, reverseTransfer.find(partner, transfer), asked.freesReference());
        return ApprovalAnswer.accepted(proposeAct.propose(reverseTransferAct, arguments, asked.reason(), caller));
    }

    private ResponseEntity<ApprovalAnswer> proposed(
            MovementKind movement, Partner partner, Transfer asked, Caller caller) {
        PartnerTransferAct.Arguments arguments =
                PartnerTransferAct.Arguments.of(ids.next(), movement, partner, asked.amount(), asked.bankReference());
        return ApprovalAnswer.accepted(proposeAct.propose(partnerTransferAct, arguments, asked.reason(), caller));
    }

    private ResponseEntity<Receipt> receipt(Partner partner, UUID id, Money amount, boolean isRepeated) {
        return BookTransfers.booked(isRepeated).body(new Receipt(Ids.text(id), Amount.of(amount), available(partner)));
    }

    private @Nullable Amount available(Partner partner) {
        return partner.isLimited() ? Amount.of(fundingSlots.available(partner.id())) : null;
    }

    private static Transfer transfer(byte @Nullable [] body) {
        return Fields.readStrictly(body, fields -> {
            Money amount = fields.money("amount");
            String reference = fields.identifier("bank_reference", BankTransfers.REFERENCE_MAX);
            String reason = fields.optionalText("reason", REASON_MAX);
            return new Transfer(amount, reference, reason == null ? REASON_DEFAULT : reason);
        });
    }

    private FundingStatement.Page page(Query query, Partner partner) {
        Instant to = Objects.requireNonNullElseGet(query.instant("to"), clock::instant);
        Instant from = Objects.requireNonNullElseGet(query.instant("from"), () -> to.minus(PERIOD_DEFAULT));
        if (from.isAfter(to)) {
            query.fault("from", "must not be after to");
        }
        return new FundingStatement.Page(
                from, to, query.after(STATEMENT + partner.code(), FundingStatement.Reached::of), query.limit());
    }

    private static Cursor cursor(Partner partner, FundingStatement.Reached reached) {
        return new Cursor(STATEMENT + partner.code(), reached.texts());
    }

    private static Line line(FundingStatement.Line line) {
        return new Line(
                Ids.text(line.place().movement()),
                line.kind().name(),
                Ids.text(line.subject()),
                line.place().at(),
                Amount.of(line.amount()),
                Amount.of(line.balance()),
                line.bankReference());
    }
}
