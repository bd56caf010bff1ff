package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.reading.FundingStatement;
import id.kezbek.billing.receivables.Ageing;
import id.kezbek.billing.receivables.Allocations;
import id.kezbek.billing.receivables.InvoicePayment;
import id.kezbek.billing.receivables.InvoicePaymentAct;
import id.kezbek.billing.receivables.RecordInvoicePayment;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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

/** Operations for partners' debts for invoices, and for payments of invoices. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ReceivablesController {

    private static final String STATEMENT = "invoice-statement";
    private static final int REASON_MAX = 500;
    private static final int NUMBER_MAX = 30;
    private static final int ALLOCATIONS_MAX = 100;
    private static final String REASON_DEFAULT = "according to the bank's statement";
    private static final Duration PERIOD_DEFAULT = Duration.ofDays(90);

    record Overdue(
            @JsonProperty("not_due") Amount notDue,
            @JsonProperty("days_1_to_30") Amount upTo30,
            @JsonProperty("days_31_to_60") Amount upTo60,
            @JsonProperty("days_61_to_90") Amount upTo90,
            @JsonProperty("more_than_90_days") Amount more) {}

    record Row(
            String partner,
            Amount open,
            Overdue overdue,
            @JsonProperty("awaiting_certificate") Amount awaitingCertificate,
            Amount unused,
            List<InvoiceAnswers.Item> invoices) {}

    record Receivables(
            @JsonProperty("as_of") LocalDate asOf,
            Amount total,
            List<Row> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    record Receipt(String id, Amount amount, Amount unused) {}

    /** @param amount positive for payments, negative for invoices */
    record Line(String movement, String kind, String subject, Instant at, Amount amount, Amount balance) {}

    record Statement(
            String partner,
            Instant from,
            Instant to,
            Amount opening,
            Amount closing,
            List<Line> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    private record Asked(Money amount, String bankReference, List<Allocations.Told> allocations, String reason) {}

    private final Ageing ageing;
    private final RecordInvoicePayment recordInvoicePayment;
    private final InvoicePaymentAct invoicePaymentAct;
    private final Allocations allocations;
    private final FundingStatement statement;
    private final BookTransfers bookTransfers;
    private final ProposeAct proposeAct;
    private final Ids ids;
    private final PartnerPath partners;
    private final Clock clock;

    ReceivablesController(
            Ageing ageing,
            RecordInvoicePayment recordInvoicePayment,
            InvoicePaymentAct invoicePaymentAct,
            Allocations allocations,
            FundingStatement statement,
            BookTransfers bookTransfers,
            ProposeAct proposeAct,
            Ids ids,
            PartnerPath partners,
            Clock clock) {
        this.ageing = ageing;
        this.recordInvoicePayment = recordInvoicePayment;
        this.invoicePaymentAct = invoicePaymentAct;
        this.allocations = allocations;
        this.statement = statement;
        this.bookTransfers = bookTransfers;
        this.proposeAct = proposeAct;
        this.ids = ids;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping("/api/v2/receivables")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Receivables receivables(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Ageing.Table table = ageing.table();
        return new Receivables(
                table.day(),
                Amount.of(table.total()),
                table.rows().stream().map(ReceivablesController::row).toList(),
                null);
    }

    @PostMapping("/api/v2/partners/{code}/invoices/payments")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<?> pay(
            Caller caller,
            @PathVariable String code,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Asked asked = Fields.readStrictly(body, ReceivablesController::asked);
        if (bookTransfers.takesTwo(partner, asked.amount(), asked.bankReference(), caller)) {
            return ApprovalAnswer.accepted(proposeAct.propose(
                    invoicePaymentAct,
                    new InvoicePaymentAct.Arguments(
                            Ids.text(ids.next()),
                            partner.code(),
                            asked.amount().decimal(),
                            asked.bankReference(),
                            asked.allocations()),
                    asked.reason(),
                    caller));
        }
        RecordInvoicePayment.Recorded recorded = recordInvoicePayment.record(
                ids.next(),
                new InvoicePayment(
                        partner, asked.amount(), asked.bankReference(), asked.allocations(), key, caller.subject()));
        return BookTransfers.booked(recorded.repeated())
                .body(new Receipt(
                        Ids.text(recorded.id()),
                        Amount.of(recorded.amount()),
                        Amount.of(allocations.unused(partner.id()))));
    }

    @GetMapping("/api/v2/partners/{code}/invoices/statement")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Statement statement(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Partner partner = partners.find(code, caller);
        FundingStatement.Page page = Query.read(parameters, query -> page(query, partner));
        FundingStatement.Part part = statement.ofInvoices(
                partner, new FundingStatement.Page(page.from(), page.to(), page.after(), page.limit() + 1));
        boolean isLast = part.lines().size() <= page.limit();
        List<FundingStatement.Line> shown = isLast ? part.lines() : part.lines().subList(0, page.limit());
        return new Statement(
                partner.code(),
                page.from(),
                page.to(),
                Amount.of(part.opening()),
                Amount.of(part.closing()),
                shown.stream().map(ReceivablesController::line).toList(),
                isLast
                        ? null
                        : new Cursor(
                                        STATEMENT + partner.code(),
                                        part.reached(shown.getLast()).texts())
                                .text());
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

    private static Asked asked(Fields fields) {
        Money amount = fields.money("amount");
        String reference = fields.identifier("bank_reference", BankTransfers.REFERENCE_MAX);
        List<Allocations.Told> parts = fields.isGiven("allocations")
                ? fields.objects(
                        "allocations",
                        1,
                        ALLOCATIONS_MAX,
                        part -> new Allocations.Told(
                                part.identifier("invoice", NUMBER_MAX),
                                part.money("amount").decimal()))
                : List.of();
        BigDecimal told = parts.stream().map(Allocations.Told::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (amount.decimal().compareTo(told) < 0) {
            fields.fault("allocations", "must sum to at most amount");
        }
        if (parts.stream().map(Allocations.Told::invoice).distinct().count() < parts.size()) {
            fields.fault("allocations", "must name each invoice once");
        }
        String reason = fields.optionalText("reason", REASON_MAX);
        return new Asked(amount, reference, parts, reason == null ? REASON_DEFAULT : reason);
    }

    private static Row row(Ageing.Row row) {
        List<Amount> parts = row.parts().stream().map(Amount::of).toList();
        return new Row(
                row.partner(),
                Amount.of(row.open()),
                new Overdue(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)),
                Amount.of(row.awaitingCertificate()),
                Amount.of(row.unused()),
                row.invoices().stream().map(InvoiceAnswers::item).toList());
    }

    private static Line line(FundingStatement.Line line) {
        return new Line(
                Ids.text(line.place().movement()),
                line.kind().name(),
                Ids.text(line.subject()),
                line.place().at(),
                Amount.of(line.amount()),
                Amount.of(line.balance()));
    }
}
