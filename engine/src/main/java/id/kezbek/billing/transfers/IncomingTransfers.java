package id.kezbek.billing.transfers;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records money that partners sent. Each idempotency key and each bank reference is recorded only once. Top-ups and
 * payments differ only in their table, their account and their effect on available funds.
 */
@Component
public class IncomingTransfers {

    /** The purpose of a partner's transfer. */
    public enum Kind {
        TOP_UP("top_up", "top-up", "PARTNER_TOPPED_UP", MovementKind.TOP_UP, AccountKind.FUNDING),
        PAYMENT("payment", "payment", "PARTNER_PAID", MovementKind.PARTNER_PAYMENT, AccountKind.RECEIVABLE);

        private final String insert;
        private final String find;
        private final String words;
        private final String act;
        private final MovementKind movement;
        private final AccountKind account;

        Kind(String table, String words, String act, MovementKind movement, AccountKind account) {
            this.insert = """
                    insert into billing.%s (id, partner, amount, bank_reference, idempotency_key, recorded_by, recorded_at)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict (partner, idempotency_key) do nothing""".formatted(table);
            this.find = "select id, amount, bank_reference from billing.%s where partner = ? and idempotency_key = ?"
                    .formatted(table);
            this.words = words;
            this.act = act;
            this.movement = movement;
            this.account = account;
        }

        Account of(Partner partner) {
            return Account.ofPartner(account, partner.code());
        }

        private FundingEvent event(Transfer transfer) {
            String partner = transfer.partner().code();
            return switch (this) {
                case TOP_UP -> new FundingEvent.ToppedUp(partner, transfer.amount(), transfer.bankReference());
                case PAYMENT -> new FundingEvent.Paid(partner, transfer.amount(), transfer.bankReference());
            };
        }
    }

    /**
     * One transfer.
     *
     * @param bankReference the bank's reference of the transfer
     * @param idempotencyKey the caller's key
     * @param recordedBy the person who reports it
     */
    public record Transfer(
            UUID id,
            Partner partner,
            Money amount,
            String bankReference,
            String idempotencyKey,
            String recordedBy,
            Instant at) {}

    /** The first transfer that was recorded under a key. */
    public record First(UUID id, Money amount) {}

    private record Row(UUID id, Money amount, String bankReference) {}

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Actors actors;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final ReleaseFunded releaseFunded;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;

    IncomingTransfers(
            JdbcClient jdbc,
            JdbcTemplate template,
            Actors actors,
            Ledger ledger,
            BankTransfers bankTransfers,
            ReleaseFunded releaseFunded,
            Facts facts,
            AuditLog auditLog,
            Ids ids) {
        this.jdbc = jdbc;
        this.template = template;
        this.actors = actors;
        this.ledger = ledger;
        this.bankTransfers = bankTransfers;
        this.releaseFunded = releaseFunded;
        this.facts = facts;
        this.auditLog = auditLog;
        this.ids = ids;
    }

    /** Creates the ledger accounts if necessary. Call this method before the transaction starts. */
    public void open(Kind kind, Partner partner) {
        ledger.open(BANK, kind.of(partner));
    }

    /**
     * Records that the transfer's idempotency key and bank reference are used.
     *
     * @return the first transfer under this key, if this one repeats it; nothing is recorded then
     * @throws Refusal IDEMPOTENCY_CONFLICT if the key was used with another amount or transfer; STATE_CONFLICT if the transfer is
     *     already booked
     */
    public Optional<First> take(Kind kind, Transfer transfer) {
        int inserted = jdbc.sql(kind.insert)
                .params(
                        transfer.id(),
                        transfer.partner().id().value(),
                        transfer.amount().decimal(),
                        transfer.bankReference(),
                        transfer.idempotencyKey(),
                        actors.mentioned(transfer.recordedBy()),
                        Timestamp.from(transfer.at()))
                .update();
        if (inserted == 0) {
            return Optional.of(first(kind, transfer));
        }
        bankTransfers.requireHolds(transfer.id(), transfer.bankReference());
        return Optional.empty();
    }

    private First first(Kind kind, Transfer transfer) {
        Row row = jdbc.sql(kind.find)
                .params(transfer.partner().id().value(), transfer.idempotencyKey())
                .query((found, n) -> new Row(
                        found.getObject(1, UUID.class),
                        Money.rupiah(found.getObject(2, BigDecimal.class)),
                        found.getString(3)))
                .single();
        if (!row.amount().equals(transfer.amount()) || !row.bankReference().equals(transfer.bankReference())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for a " + kind.words
                            + " with another amount or bank_reference; use a new key");
        }
        return new First(row.id(), row.amount());
    }

    /** Writes the ledger movement, the event and the audit entry, and releases payouts that waited for the money. */
    public void book(Kind kind, Transfer transfer) {
        Pipeline pipeline = new Pipeline();
        ledger.post(pipeline, List.of(movement(kind, transfer)));
        facts.append(pipeline, List.of(Fact.of(kind.event(transfer), transfer.id(), transfer.at())));
        pipeline.run(template);
        auditLog.append(new AuditEntry(
                transfer.recordedBy(),
                kind.act,
                "partner " + transfer.partner().code(),
                Map.of(
                        "transfer",
                        Ids.text(transfer.id()),
                        "amount",
                        transfer.amount().toString(),
                        "bank_reference",
                        transfer.bankReference())));
        releaseFunded.release(transfer.partner().id());
    }

    private Movement movement(Kind kind, Transfer transfer) {
        return new Movement(
                ids.next(),
                kind.movement,
                transfer.id(),
                BANK,
                kind.of(transfer.partner()),
                transfer.amount(),
                transfer.at());
    }
}
