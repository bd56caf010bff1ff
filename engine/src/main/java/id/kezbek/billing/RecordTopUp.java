package id.kezbek.billing;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.transfers.FundingEvent;
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
import id.kezbek.shared.crash.CrashPoint;
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

/** Records a partner's top-up: bank against funding in the ledger, and the same amount of available funds. */
@Component
public class RecordTopUp {

    /**
     * A recorded top-up.
     *
     * @param repeated whether an earlier call with the same key recorded it
     */
    public record Recorded(UUID id, Money amount, boolean repeated) {}

    private record First(UUID id, Money amount, String bankReference) {}

    private static final Account BANK = Account.own(AccountKind.BANK);
    private static final CrashPoint KEY_TAKEN =
            CrashPoint.named("billing.top-up-keyed", "a top-up is recorded under its key, its slots are not granted");
    private static final CrashPoint GRANTED =
            CrashPoint.named("billing.top-up-granted", "the slots are granted, the ledger has no line of it");
    private static final CrashPoint WRITTEN =
            CrashPoint.named("billing.top-up-written", "a top-up is written whole, not committed");

    private final JdbcClient jdbc;
    private final Actors actors;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final FundingSlots fundingSlots;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final ReleaseFunded releaseFunded;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    RecordTopUp(
            Actors actors,
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
            FundingSlots fundingSlots,
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
     *     partner is postpaid or the transfer is already booked
     */
    public Recorded record(TopUp topUp) {
        return record(ids.next(), topUp);
    }

    /** As {@link #record(TopUp)}, with an id that was assigned before. */
    public Recorded record(UUID id, TopUp topUp) {
        ledger.open(BANK, funding(topUp));
        return Objects.requireNonNull(transactions.execute(status -> insertOrFind(id, topUp)));
    }

    private Recorded insertOrFind(UUID id, TopUp topUp) {
        Instant at = clock.instant();
        int inserted = jdbc.sql("""
                        insert into billing.top_up (id, partner, amount, bank_reference, idempotency_key, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (partner, idempotency_key) do nothing""")
                .params(
                        id,
                        topUp.partner().id().value(),
                        topUp.amount().decimal(),
                        topUp.bankReference(),
                        topUp.idempotencyKey(),
                        actors.mentioned(topUp.recordedBy()),
                        Timestamp.from(at))
                .update();
        if (inserted == 0) {
            return repeated(topUp);
        }
        bankTransfers.requireHolds(id, topUp.bankReference());
        KEY_TAKEN.reached();
        // The terms are read under the slots' lock, which a change of the terms takes too.
        Money available = fundingSlots.lockAll(topUp.partner().id());
        requirePrepaid(topUp.partner().id());
        fundingSlots.set(topUp.partner().id(), available.plus(topUp.amount()));
        GRANTED.reached();
        Pipeline pipeline = new Pipeline();
        ledger.post(pipeline, List.of(movement(topUp, id, at)));
        facts.append(
                pipeline,
                List.of(Fact.of(
                        new FundingEvent.ToppedUp(topUp.partner().code(), topUp.amount(), topUp.bankReference()),
                        id,
                        at)));
        pipeline.run(template);
        auditLog.append(new AuditEntry(
                topUp.recordedBy(),
                "PARTNER_TOPPED_UP",
                "partner " + topUp.partner().code(),
                Map.of(
                        "transfer",
                        Ids.text(id),
                        "amount",
                        topUp.amount().toString(),
                        "bank_reference",
                        topUp.bankReference())));
        releaseFunded.release(topUp.partner().id());
        WRITTEN.reached();
        return new Recorded(id, topUp.amount(), false);
    }

    /**
     * Refuses a top-up that could not be recorded now, before it is proposed.
     *
     * @throws Refusal STATE_CONFLICT as {@link #record}
     */
    public void check(PartnerId partner, String bankReference) {
        requirePrepaid(partner);
        bankTransfers.requireUnbooked(bankReference);
    }

    private void requirePrepaid(PartnerId partner) {
        versions.refresh();
        if (partners.find(partner).orElseThrow().fundingMode() != Partner.FundingMode.PREPAID) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner is postpaid and has no balance to top up; record a payment");
        }
    }

    private Movement movement(TopUp topUp, UUID id, Instant at) {
        return new Movement(ids.next(), MovementKind.TOP_UP, id, BANK, funding(topUp), topUp.amount(), at);
    }

    private static Account funding(TopUp topUp) {
        return Account.ofPartner(AccountKind.FUNDING, topUp.partner().code());
    }

    private Recorded repeated(TopUp topUp) {
        First first = jdbc.sql("""
                        select id, amount, bank_reference from billing.top_up where partner = ? and idempotency_key = ?""")
                .params(topUp.partner().id().value(), topUp.idempotencyKey())
                .query((row, n) -> new First(
                        row.getObject(1, UUID.class),
                        Money.rupiah(row.getObject(2, BigDecimal.class)),
                        row.getString(3)))
                .single();
        if (!first.amount().equals(topUp.amount()) || !first.bankReference().equals(topUp.bankReference())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for a top-up with another amount or bank_reference; use a new key");
        }
        return new Recorded(first.id(), first.amount(), true);
    }
}
