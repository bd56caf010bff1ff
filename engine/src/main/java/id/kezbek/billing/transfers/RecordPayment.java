package id.kezbek.billing.transfers;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
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
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
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
 * Records a payment of a postpaid partner: bank against receivable in the ledger, and the same amount of available
 * funds.
 */
@Component
public class RecordPayment {

    /**
     * A recorded payment.
     *
     * @param repeated whether an earlier call with the same key recorded it
     */
    public record Recorded(UUID id, Money amount, boolean repeated) {}

    private record First(UUID id, Money amount, String bankReference) {}

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final Actors actors;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final FundingSlots fundingSlots;
    private final NewLimits newLimits;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final ReleaseFunded releaseFunded;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    RecordPayment(
            Actors actors,
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
            FundingSlots fundingSlots,
            NewLimits newLimits,
            PartnerDirectory partners,
            DataVersions versions,
            ReleaseFunded releaseFunded,
            Facts facts,
            AuditLog auditLog,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.template = template;
        this.transactions = transactions;
        this.ledger = ledger;
        this.bankTransfers = bankTransfers;
        this.fundingSlots = fundingSlots;
        this.newLimits = newLimits;
        this.partners = partners;
        this.versions = versions;
        this.releaseFunded = releaseFunded;
        this.facts = facts;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records it, in the caller's transaction or in its own, and releases payouts that waited for it.
     *
     * @throws Refusal IDEMPOTENCY_CONFLICT if the key was used with another amount or transfer; STATE_CONFLICT if the
     *     partner is prepaid or the transfer is already booked
     */
    public Recorded record(Payment payment) {
        return record(ids.next(), payment);
    }

    /** As {@link #record(Payment)}, with an id that was assigned before. */
    Recorded record(UUID id, Payment payment) {
        ledger.open(BANK, receivable(payment));
        return Objects.requireNonNull(transactions.execute(status -> insertOrFind(id, payment)));
    }

    private Recorded insertOrFind(UUID id, Payment payment) {
        Instant at = clock.instant();
        int inserted = jdbc.sql("""
                        insert into billing.payment (id, partner, amount, bank_reference, idempotency_key, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (partner, idempotency_key) do nothing""")
                .params(
                        id,
                        payment.partner().id().value(),
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
        // The terms are read under the slots' lock, which a change of the terms takes too.
        Money available = fundingSlots.lockAll(payment.partner().id());
        // A limit that is not in force yet will be computed from the ledger, including this payment.
        if (requirePostpaid(payment.partner().id()).isLimited()
                && !newLimits.contains(payment.partner().id())) {
            fundingSlots.set(payment.partner().id(), available.plus(payment.amount()));
        }
        Pipeline pipeline = new Pipeline();
        ledger.post(pipeline, List.of(movement(payment, id, at)));
        facts.append(
                pipeline,
                List.of(Fact.of(
                        new FundingEvent.Paid(payment.partner().code(), payment.amount(), payment.bankReference()),
                        id,
                        at)));
        pipeline.run(template);
        auditLog.append(new AuditEntry(
                payment.recordedBy(),
                "PARTNER_PAID",
                "partner " + payment.partner().code(),
                Map.of(
                        "transfer",
                        Ids.text(id),
                        "amount",
                        payment.amount().toString(),
                        "bank_reference",
                        payment.bankReference())));
        releaseFunded.release(payment.partner().id());
        return new Recorded(id, payment.amount(), false);
    }

    /**
     * Refuses a payment that could not be recorded now, before it is proposed.
     *
     * @throws Refusal STATE_CONFLICT as {@link #record}
     */
    void check(PartnerId partner, String bankReference) {
        requirePostpaid(partner);
        bankTransfers.requireUnbooked(bankReference);
    }

    private Partner requirePostpaid(PartnerId id) {
        versions.refresh();
        Partner partner = partners.find(id).orElseThrow();
        if (partner.fundingMode() != Partner.FundingMode.POSTPAID) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner is prepaid and has no debt to pay; record a top-up");
        }
        return partner;
    }

    private Movement movement(Payment payment, UUID id, Instant at) {
        return new Movement(
                ids.next(), MovementKind.PARTNER_PAYMENT, id, BANK, receivable(payment), payment.amount(), at);
    }

    private static Account receivable(Payment payment) {
        return Account.ofPartner(AccountKind.RECEIVABLE, payment.partner().code());
    }

    private Recorded repeated(Payment payment) {
        First first = jdbc.sql("""
                        select id, amount, bank_reference from billing.payment where partner = ? and idempotency_key = ?""")
                .params(payment.partner().id().value(), payment.idempotencyKey())
                .query((row, n) -> new First(
                        row.getObject(1, UUID.class),
                        Money.rupiah(row.getObject(2, BigDecimal.class)),
                        row.getString(3)))
                .single();
        if (!first.amount().equals(payment.amount()) || !first.bankReference().equals(payment.bankReference())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for a payment with another amount or bank_reference; use a new key");
        }
        return new Recorded(first.id(), first.amount(), true);
    }
}
