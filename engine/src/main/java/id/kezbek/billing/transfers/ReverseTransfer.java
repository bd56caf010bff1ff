package id.kezbek.billing.transfers;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.InvoiceEvent;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.receivables.Allocations;
import id.kezbek.billing.receivables.RecordInvoicePayment;
import id.kezbek.billing.terms.FundingAccounts;
import id.kezbek.billing.terms.NewLimits;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reverses a wrong top-up, payment of debt or payment of invoices with an opposite movement. A transfer can be reversed
 * only once and only completely. If the partner has already spent a part of the amount, the reversal is refused until
 * the partner has enough funds.
 */
@Component
public class ReverseTransfer {

    /**
     * @param movement TOP_UP or PARTNER_PAYMENT
     * @param paysInvoices true for a payment of invoices, false for a payment of cashback debt
     */
    public record Booked(UUID id, MovementKind movement, Money amount, boolean paysInvoices) {}

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final FundingSlots fundingSlots;
    private final NewLimits newLimits;
    private final Invoices invoices;
    private final Allocations allocations;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    ReverseTransfer(
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
            FundingSlots fundingSlots,
            NewLimits newLimits,
            Invoices invoices,
            Allocations allocations,
            PartnerDirectory partners,
            DataVersions versions,
            Facts facts,
            AuditLog auditLog,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
        this.ledger = ledger;
        this.bankTransfers = bankTransfers;
        this.fundingSlots = fundingSlots;
        this.newLimits = newLimits;
        this.invoices = invoices;
        this.allocations = allocations;
        this.partners = partners;
        this.versions = versions;
        this.facts = facts;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refusal NOT_FOUND if the partner has no top-up or payment with this id */
    public Booked find(Partner partner, UUID transfer) {
        return jdbc.sql("""
                        select id, 'TOP_UP', amount, false from billing.top_up where id = :id and partner = :partner
                        union all
                        select id, 'PARTNER_PAYMENT', amount, false from billing.payment where id = :id and partner = :partner
                        union all
                        select id, 'PARTNER_PAYMENT', amount, true from billing.invoice_payment where id = :id and partner = :partner""")
                .param("id", transfer)
                .param("partner", partner.id().value())
                .query((row, n) -> new Booked(
                        row.getObject(1, UUID.class),
                        MovementKind.valueOf(row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3)),
                        row.getBoolean(4)))
                .optional()
                .orElseThrow(
                        () -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no top-up or payment with this id"));
    }

    /** @throws Refusal STATE_CONFLICT if it is already reversed or if the partner's funds are not sufficient */
    void check(Partner partner, Booked booked) {
        bankTransfers.requireNotReversed(booked.id());
        if (partner.isLimited() && !booked.paysInvoices()) {
            requireCovered(fundingSlots.available(partner.id()), booked.amount());
        }
    }

    /**
     * Reverses the transfer. Joins the caller's transaction if one is running.
     *
     * @param freesReference whether the bank reference may be booked again
     * @param decidedBy the people who decided, as named in the audit log
     * @throws Refusal as {@link #check}; nothing is recorded then
     */
    void reverse(Partner asked, Booked booked, boolean freesReference, String decidedBy) {
        ledger.open(BANK, account(asked, booked));
        transactions.executeWithoutResult(status -> {
            // Reads the terms after locking the slots, because a change of terms takes the same lock.
            Money available = fundingSlots.lockAll(asked.id());
            versions.refresh();
            Partner partner = partners.find(asked.id()).orElseThrow();
            Instant at = clock.instant();
            bankTransfers.reverse(
                    new BankTransfers.Reversal(
                            booked.id(), booked.movement(), partner.code(), booked.amount(), freesReference),
                    decidedBy,
                    at);
            if (booked.paysInvoices()) {
                invoices.lock(partner.id());
                allocations.releasePayment(booked.id());
                allocations.spreadRests(partner.id());
            } else if (partner.isLimited()) {
                takeBack(partner, booked, available);
            }
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(
                            ids.next(),
                            MovementKind.TRANSFER_REVERSAL,
                            booked.id(),
                            account(partner, booked),
                            BANK,
                            booked.amount(),
                            at)));
            facts.append(
                    pipeline,
                    List.of(
                            booked.paysInvoices()
                                    ? Fact.of(
                                            new InvoiceEvent.PaymentReversed(partner.code(), booked.amount()),
                                            booked.id(),
                                            at)
                                    : Fact.of(
                                            new FundingEvent.Reversed(
                                                    partner.code(), booked.movement(), booked.amount()),
                                            booked.id(),
                                            at)));
            pipeline.run(template);
            auditLog.append(new AuditEntry(
                    decidedBy,
                    "TRANSFER_REVERSED",
                    "partner " + partner.code(),
                    Map.of(
                            "transfer", Ids.text(booked.id()),
                            "kind", booked.movement().name(),
                            "amount", booked.amount().toString(),
                            "reference_freed", Boolean.toString(freesReference))));
        });
    }

    private void takeBack(Partner partner, Booked booked, Money available) {
        if (newLimits.contains(partner.id())) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner's new limit is just taking effect; try again in a second");
        }
        requireCovered(available, booked.amount());
        fundingSlots.set(partner.id(), available.minus(booked.amount()));
    }

    private static void requireCovered(Money available, Money amount) {
        if (available.below(amount)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the partner has " + available + " available, which is less than the " + amount
                            + " to reverse; the partner needs a top-up or a higher limit first");
        }
    }

    private static Account account(Partner partner, Booked booked) {
        if (booked.paysInvoices()) {
            return RecordInvoicePayment.invoiced(partner);
        }
        return booked.movement() == MovementKind.TOP_UP
                ? FundingAccounts.deposit(partner)
                : FundingAccounts.receivable(partner);
    }
}
