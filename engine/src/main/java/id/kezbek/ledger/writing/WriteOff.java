package id.kezbek.ledger.writing;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes off an amount from suspense, because Kezbek does not expect to get this money back. */
@Component
public class WriteOff {

    private static final Account SUSPENSE = Account.own(AccountKind.SUSPENSE);
    private static final Account WRITE_OFF = Account.own(AccountKind.WRITE_OFF);
    /**
     * An arbitrary, unused lock number. The lock prevents two concurrent write-offs from writing off the same money.
     */
    private static final long ONE_AT_A_TIME = 0x77726974656f6666L;

    private final Ledger ledger;
    private final Balances balances;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    WriteOff(
            Ledger ledger,
            Balances balances,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.ledger = ledger;
        this.balances = balances;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Refusal STATE_CONFLICT if the suspense account contains less than the amount */
    public void check(Money amount) {
        Money held = balances.now(SUSPENSE);
        if (held.below(amount)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the suspense account holds only " + held);
        }
    }

    /**
     * Writes off the amount, in the caller's transaction or in its own.
     *
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public void writeOff(Money amount, String decidedBy) {
        ledger.open(WRITE_OFF, SUSPENSE);
        transactions.executeWithoutResult(status -> {
            jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, ONE_AT_A_TIME);
            check(amount);
            UUID id = ids.next();
            Instant now = clock.instant();
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(ids.next(), MovementKind.WRITE_OFF, id, WRITE_OFF, SUSPENSE, amount, now)));
            facts.append(
                    pipeline, List.of(Fact.of(new SuspenseWrittenOff(SUSPENSE.kind(), amount, decidedBy), id, now)));
            pipeline.run(jdbc);
        });
    }
}
