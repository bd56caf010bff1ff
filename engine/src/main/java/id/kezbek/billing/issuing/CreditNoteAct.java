package id.kezbek.billing.issuing;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.InvoiceEvent;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.CreditNoteContent.Line;
import id.kezbek.billing.invoices.CreditNotes;
import id.kezbek.billing.invoices.DocumentNumbers;
import id.kezbek.billing.invoices.DocumentNumbers.Series;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.receivables.Allocations;
import id.kezbek.billing.receivables.RecordInvoicePayment;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Issues a credit note, which a second person approves. A credit note reduces single lines of an invoice, its total by
 * any amount, or everything that is left. In the last case, the period can be invoiced again. If the payments of an
 * invoice exceed its reduced amount, the excess pays the partner's other invoices.
 */
@Component
public class CreditNoteAct extends NamedAct<CreditNoteAct.Arguments> {

    /**
     * @param partner the partner's code
     * @param invoice the invoice's id
     * @param number the invoice's number, for the approver
     * @param reason the reason, printed on the note
     * @param lines the reductions; empty for everything that is left
     */
    public record Arguments(String partner, String invoice, String number, String reason, List<Line> lines) {

        /** Proposals that earlier versions stored contain no lines. */
        public Arguments {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }

    private final Invoices invoices;
    private final CreditNotes notes;
    private final DocumentNumbers numbers;
    private final Allocations allocations;
    private final Ledger ledger;
    private final Facts facts;
    private final AuditLog auditLog;
    private final PartnerDirectory partners;
    private final JdbcTemplate template;
    private final Ids ids;
    private final Clock clock;

    CreditNoteAct(
            Invoices invoices,
            CreditNotes notes,
            DocumentNumbers numbers,
            Allocations allocations,
            Ledger ledger,
            Facts facts,
            AuditLog auditLog,
            PartnerDirectory partners,
            JdbcTemplate template,
            Ids ids,
            Clock clock) {
        super("CREDIT_NOTE", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.invoices = invoices;
        this.notes = notes;
        this.numbers = numbers;
        this.allocations = allocations;
        this.ledger = ledger;
        this.facts = facts;
        this.auditLog = auditLog;
        this.partners = partners;
        this.template = template;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner() + ", invoice " + arguments.number();
    }

    @Override
    public String words(Arguments arguments) {
        Invoice invoice = find(arguments);
        String all = "invoice " + arguments.number() + " of partner " + arguments.partner() + ", "
                + invoice.total().inWords() + ", is credited ";
        if (arguments.lines().isEmpty()) {
            return all + "in full";
        }
        return all + "by "
                + arguments.lines().stream()
                        .map(line -> Money.rupiah(line.amount()).inWords()
                                + (line.kind() == null ? "" : " of " + line.kind()))
                        .collect(Collectors.joining(", "))
                + " without PPN";
    }

    @Override
    public void check(Arguments arguments) {
        CreditNoteContent unused = draft(arguments);
    }

    private CreditNoteContent draft(Arguments arguments) {
        Invoice invoice = find(arguments);
        return DraftCreditNote.of(invoice, notes.of(invoice), arguments.lines(), arguments.reason());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        Partner partner = partners.find(arguments.partner()).orElseThrow();
        invoices.lock(partner.id());
        CreditNoteContent content = draft(arguments);
        Invoice invoice = find(arguments);
        Money price = Money.rupiah(content.price());
        Money ppn = Money.rupiah(content.ppn());
        Account invoiced = RecordInvoicePayment.invoiced(partner);
        ledger.open(invoiced, IssueInvoice.REVENUE, IssueInvoice.TAX);
        allocations.release(invoice, invoice.paid().minus(Money.rupiah(content.left())));
        Instant at = clock.instant();
        UUID id = ids.next();
        DocumentNumbers.Number number =
                numbers.next(Series.CN, Jakarta.dayOf(at).getYear());
        notes.add(id, number, invoice, content, decision.name(), at);
        List<Movement> movements = new ArrayList<>(2);
        movements.add(
                new Movement(ids.next(), MovementKind.CREDIT_NOTE, id, IssueInvoice.REVENUE, invoiced, price, at));
        if (ppn.isPositive()) {
            movements.add(new Movement(ids.next(), MovementKind.CREDIT_NOTE, id, IssueInvoice.TAX, invoiced, ppn, at));
        }
        Pipeline pipeline = new Pipeline();
        ledger.post(pipeline, movements);
        facts.append(
                pipeline,
                List.of(Fact.of(
                        new InvoiceEvent.Credited(partner.code(), number.text(), invoice.number(), price, ppn),
                        id,
                        at)));
        pipeline.run(template);
        allocations.spreadRests(partner.id());
        auditLog.append(new AuditEntry(
                decision.name(),
                "INVOICE_CREDITED",
                "partner " + partner.code(),
                Map.of("invoice", invoice.number(), "credit_note", number.text(), "total", content.total() + " IDR")));
    }

    private Invoice find(Arguments arguments) {
        return invoices.find(Ids.parse(arguments.invoice()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no invoice has this id"));
    }
}
