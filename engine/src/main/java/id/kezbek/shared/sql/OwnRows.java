package id.kezbek.shared.sql;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Reads on behalf of a partner in one read-only transaction with one snapshot of the database. The database role sees
 * only this partner's rows, so even a statement without a partner filter reveals no data of other partners.
 */
@Component
public class OwnRows {

    /** The longest duration of a partner's search. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * The maximum number of concurrent reads. Each read holds a connection and may briefly need a second connection.
     * The pool's other connections are for accepting purchases.
     */
    static final int READS_MAX = 8;

    /**
     * The maximum number of concurrent reads of one partner. One partner's long searches must leave connections for
     * other partners.
     */
    static final int READS_OF_ONE_PARTNER_MAX = READS_MAX / 2;

    private static final Duration TURN_MAX = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final ThreadLocal<Boolean> READING = ThreadLocal.withInitial(() -> false);

    private static final TransactionDefinition READ_ONLY = readOnly();

    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final String role;
    private final Semaphore turns = new Semaphore(READS_MAX, true);
    /** One entry per partner. */
    private final ConcurrentMap<PartnerId, Semaphore> turnsOfOne = new ConcurrentHashMap<>();

    OwnRows(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            @Value("${cezbek.database.partner-reader:cezbek_partner_reader}") String role) {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException("cezbek.database.partner-reader must be the name of a database role");
        }
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.role = role;
    }

    /** Whether this thread is reading on behalf of a partner. */
    static boolean isReading() {
        return READING.get();
    }

    /**
     * Runs a read and returns its result.
     *
     * @throws Refusal OUT_OF_SERVICE if the read takes too long or too many reads are running
     */
    public <T> @Nullable T read(PartnerId partner, Callable<@Nullable T> reading) throws Exception {
        Semaphore own = turnsOfOne.computeIfAbsent(partner, one -> new Semaphore(READS_OF_ONE_PARTNER_MAX, true));
        takeTurn(own);
        try {
            return readInTurn(partner, reading);
        } finally {
            own.release();
        }
    }

    /**
     * Like {@link #read}, in a read-only transaction that the caller has started and for which the caller holds the
     * permits.
     */
    public <T> T readWithin(PartnerId partner, Callable<T> reading) throws Exception {
        READING.set(true);
        try {
            jdbc.execute((Connection connection) -> {
                enter(connection, partner, LONGEST);
                return partner;
            });
            return reading.call();
        } finally {
            READING.remove();
        }
    }

    private <T> @Nullable T readInTurn(PartnerId partner, Callable<@Nullable T> reading) throws Exception {
        takeTurn(turns);
        READING.set(true);
        try {
            return within(partner, reading);
        } catch (QueryTimeoutException tooLong) {
            throw new Refusal(
                    ErrorCode.OUT_OF_SERVICE, "the search takes too long; ask for fewer records or try again later");
        } finally {
            READING.remove();
            turns.release();
        }
    }

    private <T> @Nullable T within(PartnerId partner, Callable<@Nullable T> reading) throws Exception {
        TransactionStatus transaction = transactions.getTransaction(READ_ONLY);
        boolean isRead = false;
        try {
            jdbc.execute((Connection connection) -> {
                enter(connection, partner, LONGEST);
                return partner;
            });
            @Nullable T result = reading.call();
            isRead = true;
            return result;
        } finally {
            if (isRead) {
                transactions.commit(transaction);
            } else {
                transactions.rollback(transaction);
            }
        }
    }

    /**
     * Limits a read-only transaction that has just begun to a partner's rows, in one round trip. The settings end with
     * the transaction.
     *
     * @param longest the longest duration of a statement
     */
    public void enter(Connection connection, PartnerId partner, Duration longest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read; set local statement_timeout = "
                    + longest.toMillis() + "; set local role " + role + "; set local cezbek.partner = '"
                    + partner.value() + "'");
        }
    }

    private static TransactionDefinition readOnly() {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        return definition;
    }

    private static void takeTurn(Semaphore from) {
        try {
            if (from.tryAcquire(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.later(
                ErrorCode.OUT_OF_SERVICE,
                "too many searches are running; send the call again in a moment",
                RETRY_AFTER);
    }
}
