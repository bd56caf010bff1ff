package id.kezbek.billing.issuing;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.InvoiceEvent;
import id.kezbek.billing.invoices.DocumentNumbers;
import id.kezbek.billing.invoices.DocumentNumbers.Series;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.receivables.Allocations;
import id.kezbek.billing.receivables.RecordInvoicePayment;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Issues an invoice: its number, its frozen content and its ledger movements, in one transaction. */
@Component
public class IssueInvoice {

    static final Account REVENUE = Account.own(AccountKind.SERVICE_REVENUE);
    static final Account TAX = Account.own(AccountKind.TAX);
    private static final CrashPoint NUMBERED =
            CrashPoint.named("billing.invoice-numbered", "an invoice has its number, but no ledger movement yet");

    private final DraftInvoice draftInvoice;
    private final Invoices invoices;
    private final DocumentNumbers numbers;
    private final Allocations allocations;
    private final Ledger ledger;
    private final Facts facts;
    private final Actors actors;
    private final AuditLog auditLog;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    IssueInvoice(
            DraftInvoice draftInvoice,
            Invoices invoices,
            DocumentNumbers numbers,
            Allocations allocations,
            Ledger ledger,
            Facts facts,
            Actors actors,
            AuditLog auditLog,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.draftInvoice = draftInvoice;
        this.invoices = invoices;
        this.numbers = numbers;
        this.allocations = allocations;
        this.ledger = ledger;
        this.facts = facts;
        this.actors = actors;
        this.auditLog = auditLog;
        this.template = template;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Issues the invoice. Joins the caller's transaction if one is running.
     *
     * @param cut as for {@link DraftInvoice#of}
     * @throws Refusal STATE_CONFLICT if the period is already invoiced or cannot be invoiced; nothing is recorded then
     */
    public Invoice issue(Partner partner, YearMonth period, @Nullable Instant cut, String by) {
        ledger.open(RecordInvoicePayment.invoiced(partner), REVENUE, TAX);
        UUID id = Objects.requireNonNull(transactions.execute(status -> write(partner, period, cut, by)));
        return invoices.find(id).orElseThrow();
    }

    private UUID write(Partner partner, YearMonth period, @Nullable Instant cut, String by) {
        invoices.lock(partner.id());
        invoices.valid(partner.id(), period).ifPresent(first -> {
            boolean isPart =
                    first.until().isBefore(Jakarta.startOf(period.plusMonths(1).atDay(1)));
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    isPart
                            ? "invoice " + first.number() + " already covers " + period + " until " + first.until()
                                    + "; the next month's invoice covers the rest"
                            : "invoice " + first.number() + " already covers " + period);
        });
        InvoiceContent content = draftInvoice.of(partner, period, cut);
        draftInvoice.obstacle(content).ifPresent(why -> {
            throw new Refusal(ErrorCode.STATE_CONFLICT, why);
        });
        int dueDays = draftInvoice.requireTerms(partner, period).dueDays();
        String snapshot = JsonMapper.shared().writeValueAsString(content);
        Instant at = clock.instant();
        LocalDate today = Jakarta.dayOf(at);
        UUID id = ids.next();
        DocumentNumbers.Number number = numbers.next(Series.INV, today.getYear());
        NUMBERED.reached();
        invoices.add(new Invoices.NewInvoice(
                id,
                number,
                partner.id(),
                period,
                invoices.editions(partner.id(), period) + 1,
                content.from(),
                content.until(),
                Money.rupiah(content.price()),
                Money.rupiah(content.ppn()),
                Money.rupiah(content.pph23()),
                today.plusDays(dueDays),
                snapshot,
                HexFormat.of().formatHex(Digests.sha256(snapshot)),
                actors.mentioned(by),
                at));
        Pipeline pipeline = new Pipeline();
        ledger.post(pipeline, movements(partner, id, content, at));
        facts.append(
                pipeline,
                List.of(Fact.of(
                        new InvoiceEvent.Issued(
                                partner.code(),
                                number.text(),
                                period.toString(),
                                Money.rupiah(content.price()),
                                Money.rupiah(content.ppn())),
                        id,
                        at)));
        pipeline.run(template);
        allocations.spreadRests(partner.id());
        auditLog.append(new AuditEntry(
                by,
                "INVOICE_ISSUED",
                "partner " + partner.code(),
                Map.of("invoice", number.text(), "period", period.toString(), "total", content.total() + " IDR")));
        return id;
    }

    private List<Movement> movements(Partner partner, UUID id, InvoiceContent content, Instant at) {
        Account invoiced = RecordInvoicePayment.invoiced(partner);
        List<Movement> movements = new ArrayList<>(2);
        movements.add(new Movement(
                ids.next(), MovementKind.INVOICE, id, invoiced, REVENUE, Money.rupiah(content.price()), at));
        if (content.ppn().signum() > 0) {
            movements.add(
                    new Movement(ids.next(), MovementKind.INVOICE, id, invoiced, TAX, Money.rupiah(content.ppn()), at));
        }
        return movements;
    }
}
