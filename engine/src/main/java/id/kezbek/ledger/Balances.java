package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Balances of accounts. A positive balance is a debit balance, a negative one a credit balance. */
@Component
public class Balances {

    /** An account with its balance. */
    public record Balance(Account account, Money amount) {}

    private final JdbcClient jdbc;

    Balances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The balances of all accounts at one moment. Their sum must be zero. */
    public List<Balance> trialBalance() {
        return jdbc.sql("""
                        select a.kind, a.owner, coalesce(sum(l.amount), 0)
                        from ledger.account a left join ledger.line l on l.account = a.id
                        group by a.id order by a.kind, a.owner""")
                .query((row, n) -> new Balance(
                        new Account(AccountKind.valueOf(row.getString(1)), row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    /** As {@link #trialBalance()}, but at a given time, including movements at exactly that time. */
    public List<Balance> trialBalance(Instant at) {
        return jdbc.sql("""
                        select a.kind, a.owner, coalesce(sum(l.amount), 0)
                        from ledger.account a left join ledger.line l on l.account = a.id and l.at <= ?
                        group by a.id order by a.kind, a.owner""")
                .param(Timestamp.from(at))
                .query((row, n) -> new Balance(
                        new Account(AccountKind.valueOf(row.getString(1)), row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    /**
     * The balances of some kinds of accounts that have lines.
     *
     * @param the time of the balances, including movements at exactly that time; null for all movements
     */
    public Map<Account, Money> ofKinds(Collection<AccountKind> kinds, @Nullable Instant at) {
        return jdbc
                .sql("""
                        select a.kind, a.owner, sum(l.amount) from ledger.account a join ledger.line l on l.account = a.id
                        where a.kind = any(:kinds) and (:at::timestamptz is null or l.at <= :at::timestamptz) group by a.id""")
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> Map.entry(
                        new Account(AccountKind.valueOf(row.getString(1)), row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** An account's balance at a time, including movements at exactly that time. */
    public Money at(Account account, Instant at) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(sum(l.amount), 0) from ledger.account a join ledger.line l on l.account = a.id
                        where a.kind = ? and a.owner = ? and l.at <= ?""")
                .params(account.kind().name(), account.owner(), Timestamp.from(at))
                .query(BigDecimal.class)
                .single());
    }

    /** The sum over all accounts, which must be zero. */
    public Money sum() {
        return Money.rupiah(jdbc.sql("select coalesce(sum(amount), 0) from ledger.line")
                .query(BigDecimal.class)
                .single());
    }

    /** An account's balance right before a time. */
    public Money before(long account, Instant at) {
        return Money.rupiah(jdbc.sql("select coalesce(sum(amount), 0) from ledger.line where account = ? and at < ?")
                .params(account, Timestamp.from(at))
                .query(BigDecimal.class)
                .single());
    }

    /** An account's balance from all committed lines. */
    public Money now(Account account) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(sum(l.amount), 0) from ledger.account a join ledger.line l on l.account = a.id
                        where a.kind = ? and a.owner = ?""")
                .params(account.kind().name(), account.owner())
                .query(BigDecimal.class)
                .single());
    }

    /** Whether the account has any line. */
    public boolean isUsed(Account account) {
        return jdbc.sql("""
                        select exists (select from ledger.account a join ledger.line l on l.account = a.id
                          where a.kind = ? and a.owner = ?)""")
                .params(account.kind().name(), account.owner())
                .query(Boolean.class)
                .single();
    }
}
