package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.Money;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The fees that are in providers' statements up to the end of a month, but not in the books. */
@Component
class UnmatchedFees {

    private final JdbcClient jdbc;

    UnmatchedFees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The fees by provider, for providers with statements up to the end of the month. A provider's amount is the sum of
     * three parts: fees without an attempt that were not written off; the open parts of fees that were written off in
     * part; and open fee differences. The amount is negative if the books contain more fees than the statements.
     *
     * <p>Each unmatched fee of a matched statement belongs to a difference. So the lines of such a statement are found by
     * its open differences; reading all lines would take seconds for a million payments.
     */
    SortedMap<String, Money> of(CalendarMonth month) {
        SortedMap<String, Money> fees = new TreeMap<>();
        jdbc.sql("""
                        with file as (
                          select id, provider, matched_at from reconciliation.file
                          where state = 'LOADED' and from_day <= :last),
                        line as (
                          select f.provider, l.* from file f join reconciliation.line l on l.file = f.id
                          where f.matched_at is null and l.kind = 'FEE'
                          union
                          select f.provider, l.* from reconciliation.break b join file f on f.id = b.file
                          join reconciliation.line l on l.file = b.file and l.number = b.number and b.part in (0, l.part)
                          where b.state in ('OPEN', 'EXPLAINED') and f.matched_at is not null and l.kind = 'FEE'
                            and b.kind in ('UNKNOWN_MOVEMENT', 'UNKNOWN_PAYMENT', 'DUPLICATE_LINE', 'PAID_TWICE')),
                        unmatched as materialized (
                          select l.provider, -l.amount as amount, b.id,
                            case when b.state in ('OPEN', 'EXPLAINED') then -b.difference else 0 end as rest
                          from line l
                          left join reconciliation.break b
                            on b.file = l.file and b.number = l.number and b.part in (0, l.part)
                              and (b.state = 'WRITTEN_OFF' or b.written_off_before <> 0)
                              and b.kind in ('UNKNOWN_MOVEMENT', 'UNKNOWN_PAYMENT', 'DUPLICATE_LINE', 'PAID_TWICE')
                          where l.day <= :last and not exists (
                            select from reconciliation.match m
                            where m.file = l.file and m.number = l.number and m.part = l.part and m.active)),
                        fee as (
                          select provider, amount from unmatched where id is null
                          union all
                          select provider, rest from (select distinct id, provider, rest from unmatched where id is not null) as written_off
                          union all
                          select provider, -difference from reconciliation.break
                          where kind = 'FEE' and state in ('OPEN', 'EXPLAINED') and day <= :last
                          union all
                          select distinct provider, 0 from file)
                        select provider, sum(amount) from fee group by provider""")
                .param("last", month.lastDay())
                .query((row, n) -> fees.put(row.getString(1), Money.rupiah(row.getBigDecimal(2))))
                .list();
        return fees;
    }
}
