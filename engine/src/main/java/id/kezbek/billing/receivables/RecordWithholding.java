package id.kezbek.billing.receivables;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.InvoiceEvent;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
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
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the certificate for tax that a partner withheld from an invoice. The ledger movement debits prepaid tax and
 * credits the partner's invoices.
 */
@Component
public class RecordWithholding {

    private static final Account PREPAID_TAX = Account.own(AccountKind.PREPAID_TAX);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Invoices invoices;
    private final Allocations allocations;
    private final Facts facts;
    private final Actors actors;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    RecordWithholding(
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            Invoices invoices,
            Allocations allocations,
            Facts facts,
            Actors actors,
            AuditLog auditLog,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
        this.ledger = ledger;
        this.invoices = invoices;
        this.allocations = allocations;
        this.facts = facts;
        this.actors = actors;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records the certificate. Joins the caller's transaction if one is running.
     *
     * @throws Refusal NOT_FOUND if the partner has no such invoice; STATE_CONFLICT if the invoice already has a certificate or
     *     is credited, or if the certificate belongs to another invoice; BAD_VALUE if less may be withheld
     */
    void record(Partner partner, UUID id, String certificate, LocalDate dated, Money amount, String by) {
        ledger.open(PREPAID_TAX, RecordInvoicePayment.invoiced(partner));
        transactions.executeWithoutResult(status -> {
            invoices.lock(partner.id());
            Invoice invoice = check(partner, id, amount);
            Instant at = clock.instant();
            int inserted = jdbc.sql("""
                            insert into billing.withholding (invoice, certificate, dated, amount, recorded_by, recorded_at)
                            values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                    .params(id, certificate, dated, amount.decimal(), actors.mentioned(by), Timestamp.from(at))
                    .update();
            if (inserted == 0) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "this certificate is already recorded for an invoice");
            }
            // A payment that was too high has paid the withheld tax too. The certificate takes its place.
            Money paidTwice = amount.minus(invoice.open());
            if (paidTwice.isPositive()) {
                allocations.release(invoice, paidTwice);
            }
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(
                            ids.next(),
                            MovementKind.TAX_WITHHELD,
                            id,
                            PREPAID_TAX,
                            RecordInvoicePayment.invoiced(partner),
                            amount,
                            at)));
            facts.append(
                    pipeline,
                    List.of(Fact.of(new InvoiceEvent.TaxWithheld(partner.code(), invoice.number(), amount), id, at)));
            pipeline.run(template);
            allocations.spreadRests(partner.id());
            auditLog.append(new AuditEntry(
                    by,
                    "TAX_WITHHELD",
                    "partner " + partner.code(),
                    Map.of("invoice", invoice.number(), "amount", amount.toString(), "certificate", certificate)));
        });
    }

    /** @throws Refusal as {@link #record} */
    Invoice check(Partner partner, UUID id, Money amount) {
        Invoice invoice = invoices.find(id)
                .filter(found -> found.partner().equals(partner.id()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no invoice with this id"));
        requirePossible(invoice, amount);
        return invoice;
    }

    private static void requirePossible(Invoice invoice, Money amount) {
        if (invoice.isCredited()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the invoice is credited");
        }
        if (invoice.withheld().isPositive()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the invoice already has a certificate");
        }
        if (invoice.pph23Left().below(amount)) {
            throw Refusal.badField(
                    "amount", "must be at most the " + invoice.pph23Left() + " that may be withheld from this invoice");
        }
    }
}
