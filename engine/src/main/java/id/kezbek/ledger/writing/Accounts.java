package id.kezbek.ledger.writing;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.Ledger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chart of accounts. An account is opened at its first posting and never changes.
 *
 * <p>Opening an account uses a separate connection, so a caller in a transaction briefly needs two connections. If such
 * callers held all connections of the pool at once, they would deadlock. Therefore, callers without a limit on their
 * number (for example top-ups) open accounts before their transaction ({@link Ledger#open}). The other callers post
 * from a fixed number of workers, which is far below the pool's size.
 */
@Component
public class Accounts {

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Map<Account, Long> numbers = new ConcurrentHashMap<>();

    Accounts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        // Uses a separate transaction, so that a cached account number remains valid if the caller's transaction rolls
        // back.
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public long number(Account account) {
        Long known = numbers.get(account);
        if (known != null) {
            return known;
        }
        Long opened = ownTransaction.execute(status -> open(account));
        if (opened == null) {
            throw new IllegalStateException("No number for account " + account);
        }
        numbers.put(account, opened);
        return opened;
    }

    private long open(Account account) {
        jdbc.sql("insert into ledger.account (kind, owner, currency) values (?, ?, 'IDR') on conflict do nothing")
                .params(account.kind().name(), account.owner())
                .update();
        return jdbc.sql("select id from ledger.account where kind = ? and owner = ? and currency = 'IDR'")
                .params(account.kind().name(), account.owner())
                .query(Long.class)
                .single();
    }
}
