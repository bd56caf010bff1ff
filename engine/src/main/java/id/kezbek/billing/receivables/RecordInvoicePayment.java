package id.kezbek.billing.receivables;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.InvoiceEvent;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records a payment of invoices: books the ledger movement from bank to the partner's invoices, and allocates the
 * payment to invoices.
 */
@Component
public class RecordInvoicePayment {

    /** @param repeated whether an earlier request with the same key recorded it */
    public record Recorded(UUID id, Money amount, boolean repeated) {}

    private record First(UUID id, Money amount, String bankReference) {}

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final Invoices invoices;
    private final Allocations allocations;
    private final Facts facts;
    private final Actors actors;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    RecordInvoicePayment(
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
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
        this.bankTransfers = bankTransfers;
        this.invoices = invoices;
        this.allocations = allocations;
        this.facts = facts;
        this.actors = actors;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records the payment. Joins the caller's transaction if one is running.
     *
     * @throws Refusal IDEMPOTENCY_CONFLICT if the key was used with another amount or transfer; STATE_CONFLICT if the transfer is
     *     already booked, or if the open amount of an invoice is too small
     */
    public Recorded record(UUID id, InvoicePayment payment) {
        ledger.open(BANK, invoiced(payment.partner()));
        return Objects.requireNonNull(transactions.execute(status -> insertOrFind(id, payment)));
    }

    private Recorded insertOrFind(UUID id, InvoicePayment payment) {
        Partner partner = payment.partner();
        invoices.lock(partner.id());
        Instant at = clock.instant();
        int inserted = jdbc.sql("""
                        insert into billing.invoice_payment (id, partner, amount, bank_reference, idempotency_key, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (partner, idempotency_key) do nothing""")
                .params(
                        id,
                        partner.id().value(),
                        payment.amount().decimal(),
                        payment.bankReference(),
                        payment.idempotencyKey(),
                        actors.mentioned(payment.recordedBy()),
                        Timestamp.from(at))
                .update();
        if (inserted == 0) {
            return repeated(payment);
        }
        bankTransfers.requireHolds(id, payment.bankReference());
        allocations.allocate(partner.id(), id, payment.allocations());
        allocations.spreadRests(partner.id());
        Pipeline pipeline = new Pipeline();
        ledger.post(
                pipeline,
                List.of(new Movement(
                        ids.next(), MovementKind.PARTNER_PAYMENT, id, BANK, invoiced(partner), payment.amount(), at)));
        facts.append(
                pipeline,
                List.of(Fact.of(
                        new InvoiceEvent.Paid(partner.code(), payment.amount(), payment.bankReference()), id, at)));
        pipeline.run(template);
        auditLog.append(new AuditEntry(
                payment.recordedBy(),
                "INVOICES_PAID",
                "partner " + partner.code(),
                Map.of(
                        "transfer",
                        Ids.text(id),
                        "amount",
                        payment.amount().toString(),
                        "bank_reference",
                        payment.bankReference())));
        return new Recorded(id, payment.amount(), false);
    }

    /** @throws Refusal as {@link #record}, if the payment could not be recorded now */
    void check(Partner partner, Money amount, String bankReference, List<Allocations.Told> parts) {
        bankTransfers.requireUnbooked(bankReference);
        BigDecimal told = parts.stream().map(Allocations.Told::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (amount.below(Money.rupiah(told))) {
            throw Refusal.badField("allocations", "must sum to at most the payment's amount");
        }
        allocations.check(partner.id(), parts);
    }

    public static Account invoiced(Partner partner) {
        return Account.ofPartner(AccountKind.INVOICED, partner.code());
    }

    private Recorded repeated(InvoicePayment payment) {
        First first = jdbc.sql("""
                        select id, amount, bank_reference from billing.invoice_payment where partner = ? and idempotency_key = ?""")
                .params(payment.partner().id().value(), payment.idempotencyKey())
                .query((row, n) ->
                        new First(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2)), row.getString(3)))
                .single();
        if (!first.amount().equals(payment.amount()) || !first.bankReference().equals(payment.bankReference())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for a payment with another amount or bank_reference; use a new key");
        }
        return new Recorded(first.id(), first.amount(), true);
    }
}
