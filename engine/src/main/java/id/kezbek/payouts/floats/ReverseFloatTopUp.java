package id.kezbek.payouts.floats;

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
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
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
 * Reverses a wrong float top-up once and in full, with an opposite movement. The float may become negative, because
 * this money is not at the provider. While a checked float is too low, payouts may have to wait.
 */
@Component
public class ReverseFloatTopUp {

    private static final Account BANK = Account.own(AccountKind.BANK);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final BankTransfers bankTransfers;
    private final Floats floats;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;
    private final Clock clock;

    ReverseFloatTopUp(
            JdbcClient jdbc,
            JdbcTemplate template,
            TransactionTemplate transactions,
            Ledger ledger,
            BankTransfers bankTransfers,
            Floats floats,
            Facts facts,
            AuditLog auditLog,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
        this.ledger = ledger;
        this.bankTransfers = bankTransfers;
        this.floats = floats;
        this.facts = facts;
        this.auditLog = auditLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The booked amount.
     *
     * @throws Refusal NOT_FOUND if the provider has no float top-up with this id
     */
    public Money find(String provider, UUID transfer) {
        return jdbc.sql("select amount from payouts.float_top_up where id = ? and provider = ?")
                .params(transfer, provider)
                .query(BigDecimal.class)
                .optional()
                .map(Money::rupiah)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the provider has no float top-up with this id"));
    }

    /** @throws Refusal STATE_CONFLICT if the top-up is already reversed */
    void check(UUID transfer) {
        bankTransfers.requireNotReversed(transfer);
    }

    /**
     * Reverses the top-up, in the caller's transaction or in a new one.
     *
     * @param freesReference whether the bank reference may be booked again
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    void reverse(String provider, UUID transfer, boolean freesReference, String decidedBy) {
        Money amount = find(provider, transfer);
        Account providerFloat = Account.ofProvider(AccountKind.FLOAT, provider);
        ledger.open(BANK, providerFloat);
        transactions.executeWithoutResult(status -> {
            Instant at = clock.instant();
            bankTransfers.reverse(
                    new BankTransfers.Reversal(transfer, MovementKind.FLOAT_TOP_UP, provider, amount, freesReference),
                    decidedBy,
                    at);
            if (freesReference) {
                giveUpReference(transfer);
            }
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(
                            ids.next(), MovementKind.TRANSFER_REVERSAL, transfer, BANK, providerFloat, amount, at)));
            facts.append(pipeline, List.of(Fact.of(new FloatEvent.TopUpReversed(provider, amount), transfer, at)));
            floats.change(pipeline, Map.of(provider, amount.negated()));
            pipeline.run(template);
            auditLog.append(new AuditEntry(
                    decidedBy,
                    "TRANSFER_REVERSED",
                    "provider " + provider,
                    Map.of(
                            "transfer", Ids.text(transfer),
                            "kind", MovementKind.FLOAT_TOP_UP.name(),
                            "amount", amount.toString(),
                            "reference_freed", Boolean.toString(freesReference))));
        });
    }

    /**
     * Adds a suffix to the reference of a reversed top-up. The previous version of the engine needs unique references
     * per provider in this table too.
     */
    private void giveUpReference(UUID transfer) {
        jdbc.sql(
                        "update payouts.float_top_up set bank_reference = bank_reference || ' (reversed ' || id || ')' where id = ?")
                .param(transfer)
                .update();
    }
}
