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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Balances of accounts. A positive balance is a debit balance; a negative balance is a credit balance. */
@Component
public class Balances {

    /** An account with its balance. */
    public record Balance(Account account, Money amount) {}

    /**
     * Selects the last summed day that ended at or before the time {@code :at}, and the first instant after that day.
     * If {@code :at} is null, the query selects the latest summed day.
     */
    static final String SUMMED = """
            with summed as materialized (
              select day, coalesce((day + 1)::timestamp at time zone 'Asia/Jakarta', '-infinity') as until
              from (select case when s.day is null then null
                      else least(s.day, ((:at::timestamptz + interval '1 microsecond') at time zone 'Asia/Jakarta')::date - 1) end as day
                    from (select max(day) as day from ledger.summed_day) s) as d)
            """;

    /**
     * SQL to be used after {@link #SUMMED}: the balance of an account {@code a} at the time {@code :at}. If {@code :at}
     * is null, the balance includes all lines.
     */
    static final String BALANCE = """
            coalesce((select d.balance from ledger.day_balance d
              where d.account = a.id and d.day <= (select day from summed) order by d.day desc limit 1), 0)
            + coalesce((select sum(l.amount) from ledger.line l
              where l.account = a.id and l.at >= (select until from summed) and l.at <= coalesce(:at::timestamptz, 'infinity')), 0)
            """;

    private final JdbcClient jdbc;

    Balances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The balances of all accounts at the same moment. Their sum must be zero. */
    public List<Balance> trialBalance() {
        return read("order by a.kind, a.owner", null, AccountKind.values());
    }

    /** Like {@link #trialBalance()}, but at a given time, including movements at exactly that time. */
    public List<Balance> trialBalance(Instant at) {
        return read("order by a.kind, a.owner", at, AccountKind.values());
    }

    /**
     * The balances of all accounts of these kinds that have lines.
     *
     * @param the time of the balances, including movements at exactly that time; null for all movements
     */
    public Map<Account, Money> ofKinds(Collection<AccountKind> kinds, @Nullable Instant at) {
        return read(
                        "and exists (select from ledger.line l where l.account = a.id and l.at <= coalesce(:at::timestamptz, 'infinity'))",
                        at,
                        kinds.toArray(AccountKind[]::new))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Balance::account, Balance::amount));
    }

    /** Adds the lines after the last summed day to the balances of that day, in one statement. */
    private List<Balance> read(String rest, @Nullable Instant at, AccountKind... kinds) {
        return jdbc.sql(SUMMED + "select a.kind, a.owner, " + BALANCE
                        + " from ledger.account a where a.kind = any(:kinds) " + rest)
                .param("kinds", Stream.of(kinds).map(Enum::name).toArray(String[]::new))
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> new Balance(
                        new Account(AccountKind.valueOf(row.getString(1)), row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    /** An account's balance at a time, including movements at exactly that time. */
    public Money at(Account account, Instant at) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(sum(ledger.balance_before(id, ?::timestamptz + interval '1 microsecond')), 0)
                        from ledger.account where kind = ? and owner = ?""")
                .params(Timestamp.from(at), account.kind().name(), account.owner())
                .query(BigDecimal.class)
                .single());
    }

    /** The sum over the balances of all accounts, which must be zero. */
    public Money sum() {
        return read("", null, AccountKind.values()).stream()
                .map(Balance::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    /**
     * The sum over all lines, which must be zero. The query reads the whole ledger, so the result does not depend on
     * the stored sums of days.
     */
    public Money sumOfLines() {
        return Money.rupiah(jdbc.sql("select coalesce(sum(amount), 0) from ledger.line")
                .query(BigDecimal.class)
                .single());
    }

    /** An account's balance immediately before a time. */
    public Money before(long account, Instant at) {
        return Money.rupiah(jdbc.sql("select ledger.balance_before(?, ?)")
                .params(account, Timestamp.from(at))
                .query(BigDecimal.class)
                .single());
    }

    /** An account's balance from all committed lines. */
    public Money now(Account account) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(sum(ledger.balance_before(id, 'infinity')), 0)
                        from ledger.account where kind = ? and owner = ?""")
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
