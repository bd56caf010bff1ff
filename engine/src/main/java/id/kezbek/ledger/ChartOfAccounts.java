package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds accounts by account number, or by kind and owner. */
@Component
public class ChartOfAccounts {

    /** An open account with its balance. */
    public record Open(long number, Account account, Money balance) {}

    private static final String ACCOUNTS =
            Balances.SUMMED + "select a.id, a.kind, a.owner, " + Balances.BALANCE + " from ledger.account a ";

    private final JdbcClient jdbc;

    ChartOfAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page in the order of account numbers, which is the order of opening. */
    public List<Open> page(long afterNumber, int limit) {
        return jdbc.sql(ACCOUNTS + "where a.id > :after order by a.id limit :limit")
                .param("after", afterNumber)
                .param("limit", limit)
                .param("at", null, Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> open(row))
                .list();
    }

    public Optional<Open> find(long number) {
        return jdbc.sql(ACCOUNTS + "where a.id = :number")
                .param("number", number)
                .param("at", null, Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> open(row))
                .optional();
    }

    /** The number of an account; empty if the account was never opened. */
    public Optional<Long> number(Account account) {
        return jdbc.sql("select id from ledger.account where kind = ? and owner = ?")
                .params(account.kind().name(), account.owner())
                .query(Long.class)
                .optional();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getLong(1),
                new Account(AccountKind.valueOf(row.getString(2)), row.getString(3)),
                Money.rupiah(row.getBigDecimal(4)));
    }
}
