package id.kezbek.reconciliation.matching;

import id.kezbek.shared.Jakarta;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds all differences of a window of days with one SQL statement. The statement opens new differences, and resolves
 * differences that no longer exist.
 */
@Component
class Differences {

    /** A payment can be in the file of the payment's day or of the next day. */
    private static final int GRACE_DAYS = 2;

    private static final String FOUND = """
            with f as materialized (
              select * from reconciliation.file
              where provider = :provider and state = 'LOADED' and to_day >= :from and from_day <= :to),
            own as (
              select id from reconciliation.file
              where provider = :provider and state <> 'REFUSED' and from_day >= :own and to_day <= :to),
            l as (
              select l.*, m.attempt
              from pg_temp.work_line l
              left join reconciliation.match m on m.file = l.file and m.number = l.number and m.part = l.part and m.active
              where l.kind in ('PAYMENT', 'REVERSAL')),
            a as materialized (
              select *, (started_at at time zone 'Asia/Jakarta')::date as started_on,
                (lease_until at time zone 'Asia/Jakarta')::date as sent_on
              from pg_temp.work_attempt),
            covered as materialized (
              select day::date as day, bool_or(g.complete and reconciliation.is_of_whole_days(g.to_day, g.received_at)) as complete
              from reconciliation.file g, generate_series(g.from_day, g.to_day, interval '1 day') as day
              where g.provider = :provider and g.state = 'LOADED' and g.to_day >= :from - 3 and g.from_day <= :to + 3
              group by day),
            paid as (
              select a.*, m.file, m.number, m.part
              from a left join reconciliation.match m on m.attempt = a.id and m.role = 'PAYMENT' and m.active),
            fees as (
              select m.attempt, coalesce(sum(-l.amount) filter (where m.role = 'FEE'), 0) as fee,
                coalesce(sum(-l.amount) filter (where m.role = 'VAT'), 0) as vat, bool_or(m.step = 5) as summed
              from a join reconciliation.match m on m.attempt = a.id and m.role in ('FEE', 'VAT') and m.active
              join pg_temp.work_line l on l.file = m.file and l.number = m.number and l.part = m.part
              group by m.attempt),
            twin as materialized (
              select first_attempt, last_attempt, provider_reference, amount from l
              where kind = 'PAYMENT' and attempt is not null),
            found as (
              select case when same.amount is not null then 'DUPLICATE_LINE' when named.first_attempt is not null then 'PAID_TWICE'
                  else 'UNKNOWN_PAYMENT' end as kind,
                l.file || ':' || l.number || ':' || l.part as subject, l.file, l.number, l.part, null::uuid as attempt, l.day,
                l.amount + l.charged as difference
              from pg_temp.work_unmatched l
              left join (select distinct provider_reference, amount, coalesce(first_attempt::text, '') as ours from twin) as same
                on same.provider_reference = l.provider_reference and same.amount = l.amount
                and same.ours = coalesce(l.first_attempt::text, '')
              left join (select distinct first_attempt from twin where first_attempt = last_attempt) as named
                on named.first_attempt = l.first_attempt and l.first_attempt = l.last_attempt
              where l.kind = 'PAYMENT'
              union all
              select 'UNKNOWN_MOVEMENT', l.file || ':' || l.number || ':' || l.part, l.file, l.number, l.part, null, l.day, l.amount
              from pg_temp.work_unmatched l where l.kind <> 'PAYMENT' and not (l.with_payment and l.part > 0)
              union all
              select 'LATE_SUCCESS', p.id::text, p.file, p.number, p.part, p.id, p.started_on, -p.amount
              from paid p where p.state = 'FAILED' and p.file in (select id from own)
              union all
              select 'UNKNOWN_REVERSAL', l.file || ':' || l.number || ':' || l.part, l.file, l.number, l.part, l.attempt, l.day,
                l.amount
              from l left join payouts.attempts_for_statements(:provider, :longAgo, :before) r on r.id = l.attempt
              where l.own and l.kind = 'REVERSAL' and (l.attempt is null or r.state is distinct from 'REVERSED')
              union all
              select case when c2.day is null and p.started_on + :grace > :today then 'PENDING' else 'MISSING' end, p.id::text,
                null, null, null, p.id, p.started_on, p.amount
              from paid p join covered c on c.day = p.started_on left join covered c2 on c2.day = p.started_on + 1
              where p.state in ('SUCCEEDED', 'REVERSED') and p.file is null and p.started_on between :from - 1 and :to
              union all
              select 'UNKNOWN_ABSENT', p.id::text, null, null, null, p.id, p.started_on, 0
              from paid p
              where p.state = 'UNKNOWN' and p.file is null and p.started_on between :from - 1 and :to
                and p.sent_on - p.started_on <= 2
                and (select count(*) from covered c where c.complete and c.day between p.started_on and p.sent_on + 1)
                  = p.sent_on + 1 - p.started_on + 1
              union all
              select 'AMOUNT', p.id::text, l.file, l.number, l.part, p.id, l.day, l.amount + p.amount
              from paid p join l on l.file = p.file and l.number = p.number and l.part = p.part
              where l.own and l.amount <> -p.amount and p.state <> 'FAILED'
              union all
              select 'FEE', p.id::text, l.file, l.number, l.part, p.id, l.day,
                p.fee - coalesce(x.fee, 0) - coalesce(x.vat, 0)
              from paid p join l on l.file = p.file and l.number = p.number and l.part = p.part
              left join fees x on x.attempt = p.id
              where l.own and l.has_fees and not coalesce(x.summed, false) and coalesce(x.fee, 0) <> p.fee
                and coalesce(x.fee + x.vat, 0) <> p.fee
                and p.state in ('SUCCEEDED', 'REVERSED')
              union all
              select 'WALLET_OR_MSISDN', p.id::text, l.file, l.number, l.part, p.id, l.day, 0
              from paid p join l on l.file = p.file and l.number = p.number and l.part = p.part
              where l.own and (l.wallet <> p.wallet
                or l.msisdn <> p.msisdn and p.msisdn not like '000%' and l.msisdn not like '000%')
              union all
              select 'UNKNOWN_TOP_UP', l.file || ':' || l.number || ':' || l.part, l.file, l.number, l.part, null, l.day, l.amount
              from pg_temp.work_line l
              where l.own and l.kind = 'TOP_UP' and not exists (select from reconciliation.top_up_match m
                where m.active and m.file = l.file and m.number = l.number and m.part = l.part)
              union all
              select 'MISSING_TOP_UP', t.id::text, null, null, null, null, t.day, -t.amount
              from pg_temp.work_top_up t
              where t.day between :from - 1 and :to
                and (select count(distinct c.day) from (
                      select generate_series(g.from_day, g.to_day, interval '1 day')::date as day from reconciliation.file g
                      where g.provider = :provider and g.state = 'LOADED' and g.has_top_ups
                        and g.to_day >= t.day and g.from_day <= t.day + 1) c
                    where c.day between t.day and t.day + 1) = 2
                and not exists (select from reconciliation.top_up_match m where m.active and m.top_up = t.id)
              union all
              select 'FILE_GAP', day::date::text, null, null, null, null, day::date, 0
              from generate_series(:from::date - 7, :to::date, interval '1 day') as day
              where not exists (select from reconciliation.file g where g.provider = :provider and g.state = 'LOADED'
                                  and day::date between g.from_day and g.to_day)
                and exists (select from reconciliation.file g where g.provider = :provider and g.state = 'LOADED'
                              and g.to_day between day::date - 31 and day::date - 1)
                and exists (select from reconciliation.file g where g.provider = :provider and g.state = 'LOADED'
                              and g.from_day between day::date + 1 and day::date + 31)
              union all
              select 'FILE_OVERLAP', least(f.id, g.id)::text || ':' || greatest(f.id, g.id)::text, f.id, null, null, null,
                greatest(f.from_day, g.from_day), 0
              from f join reconciliation.file g on g.provider = f.provider and g.state = 'LOADED' and g.id < f.id
                and g.from_day <= f.to_day and g.to_day >= f.from_day),
            """;

    /** The sum of the write-offs of a difference {@code b}. The books already contain this sum. */
    private static final String WRITTEN_OFF =
            "(b.written_off_before + case when b.state = 'WRITTEN_OFF' then b.difference else 0 end)";

    private static final String SETTLED = "(" + WRITTEN_OFF + " <> 0 and excluded.difference = " + WRITTEN_OFF + ")";

    /**
     * Writes the found differences. If the statement changed after a write-off, the open amount is the found difference
     * minus the sum of its write-offs.
     */
    private static final String WRITE = """
            wanted as (
              select * from found
              union all
              select b.kind, b.subject, b.file, b.number, b.part, b.attempt, b.day, 0 from reconciliation.break b
              where b.provider = :provider and b.file in (select id from own) and %1$s <> 0
                and not exists (select from found x where x.kind = b.kind and x.subject = b.subject)),
            written as (
              insert into reconciliation.break as b (provider, kind, subject, file, number, part, attempt, day, difference, state,
                priority, due, opened_at)
              select :provider, kind, subject, file, number, part, attempt, day, difference, 'OPEN',
                case when kind in ('PAID_TWICE', 'UNKNOWN_REVERSAL') or abs(difference) >= 1000000 then 1
                     when kind = 'PENDING' then 3 else 2 end,
                :today::date + case when kind = 'PENDING' then 3 when abs(difference) >= 1000000 then 2 else 7 end, :now::timestamptz
              from wanted
              on conflict (provider, kind, subject) do update
                set file = excluded.file, number = excluded.number, part = excluded.part, day = excluded.day,
                  difference = case when %2$s then b.difference else excluded.difference - %1$s end,
                  written_off_before = case when %2$s then b.written_off_before else %1$s end,
                  rounding_rule = case when %2$s then b.rounding_rule end,
                  state = case when b.state in ('OPEN', 'EXPLAINED') and %2$s then 'RESOLVED'
                               when b.state in ('RESOLVED', 'WRITTEN_OFF') and not %2$s then 'OPEN' else b.state end,
                  ended_at = case when not %2$s then null else coalesce(b.ended_at, excluded.opened_at) end
                where (b.file, b.number, b.part, b.day) is distinct from (excluded.file, excluded.number, excluded.part, excluded.day)
                  or b.state in ('OPEN', 'EXPLAINED') and (%2$s or b.difference <> excluded.difference - %1$s)
                  or b.state in ('RESOLVED', 'WRITTEN_OFF') and not %2$s
              returning 1),
            gone as (
              update reconciliation.break b set state = 'RESOLVED', ended_at = :now::timestamptz
              where b.provider = :provider and b.state in ('OPEN', 'EXPLAINED') and b.written_off_before = 0
                and (b.file in (select id from own)
                  or b.kind = 'FILE_OVERLAP' and b.file in (select id from f)
                  or b.file is null and (b.day between :from - 1 and :to
                    or b.attempt in (select id from paid where file in (select id from own))))
                and not exists (select from found x where x.kind = b.kind and x.subject = b.subject)
              returning 1)
            select (select count(*) from written) + (select count(*) from gone)""".formatted(WRITTEN_OFF, SETTLED);

    private final JdbcClient jdbc;

    Differences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the number of differences that opened, changed or were resolved */
    long refresh(Window window, Instant now) {
        LocalDate today = Jakarta.dayOf(now);
        return jdbc.sql(FOUND + WRITE)
                .param("provider", window.provider())
                .param("from", window.from())
                .param("own", window.own())
                .param("to", window.to())
                .param("before", window.beforeAttempt())
                .param("longAgo", window.longAgo())
                .param("today", today)
                .param("grace", GRACE_DAYS)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }
}
