package id.kezbek.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chart of accounts. An account is opened when something is first posted to it and never changes.
 *
 * <p>Opening takes a connection of its own. A caller who already holds one thus needs two for a moment, and as many such
 * callers as the pool has connections would wait for each other. Callers in unbounded number (top-ups) therefore open
 * before their transaction begins ({@link Ledger#open}); the others post from a few lanes and workers whose number is
 * fixed far below the pool's size (accepting purchases and recording outcomes: a few lanes each), so a second
 * connection is always to be had.
 */
@Component
class Accounts {

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Map<Account, Long> numbers = new ConcurrentHashMap<>();

    Accounts(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        // Its own transaction: a number kept in memory must not vanish when the caller's transaction rolls back.
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    long number(Account account) {
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
