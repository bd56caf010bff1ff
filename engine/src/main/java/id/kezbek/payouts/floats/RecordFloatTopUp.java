package id.kezbek.payouts.floats;

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
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.pricing.Verdict;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
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

/** Records a transfer to a provider's float. The ledger debits the float and credits the bank. */
@Component
public class RecordFloatTopUp {

    /**
     * The maximum number of payouts waiting for float that become due at once. Further payouts become due at their
     * planned time.
     */
    private static final int HURRIED_MAX = 1_000;

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final Actors actors;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final Facts facts;
    private final Floats floats;
    private final Payouts payouts;
    private final ProviderBoard board;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    RecordFloatTopUp(
            Actors actors,
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
            Facts facts,
            Floats floats,
            Payouts payouts,
            ProviderBoard board,
            AuditLog auditLog,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.template = template;
        this.transactions = transactions;
        this.ledger = ledger;
        this.bankTransfers = bankTransfers;
        this.facts = facts;
        this.floats = floats;
        this.payouts = payouts;
        this.board = board;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records a transfer, in the caller's transaction or in a new one.
     *
     * @param bankReference the bank's reference of the transfer; each reference can be booked only once
     * @param recordedBy the person who reports the transfer
     * @throws Refusal NOT_FOUND if the provider does not exist, STATE_CONFLICT if the transfer is already booked
     */
    public UUID record(String provider, Money amount, String bankReference, String recordedBy) {
        return record(ids.next(), provider, amount, bankReference, recordedBy);
    }

    /**
     * Checks that a booking is possible now, before it is proposed.
     *
     * @throws Refusal as {@link #record}
     */
    void check(String provider, String bankReference) {
        board.require(provider);
        bankTransfers.requireUnbooked(bankReference);
    }

    /** Like {@link #record(String, Money, String, String)}, with an id that is already assigned. */
    UUID record(UUID id, String provider, Money amount, String bankReference, String recordedBy) {
        ProviderBoard.Standing standing = board.require(provider);
        Account providerFloat = Account.ofProvider(AccountKind.FLOAT, standing.code());
        ledger.open(BANK, providerFloat);
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant();
            insert(id, provider, amount, bankReference, recordedBy, now);
            Pipeline writing = new Pipeline();
            ledger.post(
                    writing,
                    List.of(new Movement(ids.next(), MovementKind.FLOAT_TOP_UP, id, providerFloat, BANK, amount, now)));
            facts.append(writing, List.of(Fact.of(new FloatEvent.ToppedUp(standing.code(), amount), id, now)));
            payouts.hurry(Verdict.FLOAT_SHORT.name(), now, HURRIED_MAX);
            floats.change(writing, Map.of(provider, amount));
            writing.run(template);
            auditLog.append(new AuditEntry(
                    recordedBy,
                    "FLOAT_TOPPED_UP",
                    "provider " + provider,
                    Map.of("transfer", Ids.text(id), "amount", amount.toString(), "bank_reference", bankReference)));
            return id;
        }));
    }

    private void insert(UUID id, String provider, Money amount, String bankReference, String recordedBy, Instant now) {
        int inserted = jdbc.sql("""
                        insert into payouts.float_top_up (id, provider, amount, bank_reference, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (provider, bank_reference) do nothing""")
                .params(
                        id,
                        provider,
                        amount.decimal(),
                        bankReference,
                        actors.mentioned(recordedBy),
                        Timestamp.from(now))
                .update();
        if (inserted == 0) {
            bankTransfers.requireUnbooked(bankReference);
            throw new Refusal(ErrorCode.STATE_CONFLICT, "bank_reference is already booked for this provider");
        }
        bankTransfers.requireHolds(id, bankReference);
    }
}
