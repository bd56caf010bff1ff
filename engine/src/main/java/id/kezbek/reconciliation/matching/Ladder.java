package id.kezbek.reconciliation.matching;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The steps of matching, the most certain step first. Each step is one SQL statement. Unique indexes on lines and
 * attempts reject ambiguous matches. So no step guesses, and people decide about ambiguous lines.
 */
@Component
class Ladder {

    /** A line {@code l} without a match. If two people removed the match of a line, the line is not matched again. */
    private static final String UNMATCHED = """
            not exists (select from reconciliation.match m
                        where m.file = l.file and m.number = l.number and m.part = l.part
                          and (m.active or m.undoes is not null and m.approval is not null))
            """;

    private static final String ALL_OPEN = """
            with l as (select * from pg_temp.work_line l where %s),
            a as (select * from pg_temp.work_attempt where state <> 'SENDING')
            """;

    /** The unmatched lines about which this run decides, and the attempts to which these lines may belong. */
    private static final String OPEN = ALL_OPEN.formatted("l.own and " + UNMATCHED);

    /**
     * The lines of {@code OPEN} and the unmatched lines of neighbouring statements. A match is ambiguous if a
     * neighbouring line fits the same attempt.
     */
    private static final String OPEN_AND_NEIGHBOURS = ALL_OPEN.formatted(UNMATCHED);

    /**
     * The unmatched reversals, with the attempts to which they may belong. These attempts may be too old for the
     * temporary tables.
     */
    private static final String OPEN_REVERSALS = """
            with l as (select * from pg_temp.work_line l where l.own and l.kind = 'REVERSAL' and %s),
            a as not materialized (
              select * from payouts.attempts_for_statements(:provider, :longAgo, :before) where state <> 'SENDING')
            """.formatted(UNMATCHED);

    private static final String PAYMENT_OPEN = """
             and not exists (select from reconciliation.match m where m.attempt = a.id and m.role = 'PAYMENT' and m.active)
            """;

    private static final String INSERT =
            "insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, matched_at) ";

    /**
     * If several lines have the same reference, the line that agrees with the attempt is matched, and the other lines
     * become differences.
     */
    private static final String OUR_REFERENCE = OPEN + INSERT + """
            select distinct on (a.id) l.file, l.number, l.part, a.id, 'PAYMENT', 1, false, :now::timestamptz
            from l join a on a.id = l.first_attempt
            where l.kind = 'PAYMENT' and l.first_attempt = l.last_attempt
            """ + PAYMENT_OPEN + """
            order by a.id, (l.amount = -a.amount) desc, (l.provider_reference is not distinct from a.provider_reference) desc,
              l.received_at, l.file, l.number""";

    /** Matches by the provider's reference, for lines without our reference. */
    private static final String PROVIDER_REFERENCE = OPEN + INSERT + """
            select distinct on (id) file, number, part, id, 'PAYMENT', 2, false, :now::timestamptz
            from (
              select l.file, l.number, l.part, l.received_at, a.id, l.amount = -a.amount as is_equal,
                count(*) over (partition by l.file, l.number, l.part) as candidates
              from l join a on a.provider_reference = l.provider_reference
              where l.kind = 'PAYMENT' and (l.first_attempt is null or l.first_attempt <> l.last_attempt)
            """ + PAYMENT_OPEN + """
            ) as found
            where candidates = 1
            order by id, is_equal desc, received_at, file, number""";

    /** Matches by a prefix of our reference, if amount and customer are equal. */
    private static final String PREFIX = OPEN_AND_NEIGHBOURS + INSERT + """
            select file, number, part, id, 'PAYMENT', 3, false, :now::timestamptz
            from (
              select l.file, l.number, l.part, l.own, a.id,
                count(*) over (partition by l.file, l.number, l.part) as attempts,
                count(*) over (partition by a.id) as lines
              from l join a on a.amount = -l.amount and a.msisdn = l.msisdn and a.id between l.first_attempt and l.last_attempt
              where l.kind = 'PAYMENT' and l.first_attempt < l.last_attempt
            """ + PAYMENT_OPEN + """
            ) as found
            where attempts = 1 and lines = 1 and own""";

    /**
     * Matches by customer, wallet, amount and approximate day, for lines without our reference. The number of lines
     * must be equal to the number of attempts of that day. Excludes attempts that have a different known provider
     * reference.
     */
    private static final String CUSTOMER = OPEN_AND_NEIGHBOURS + """
            , p as (
              select l.file, l.number, l.part, l.own, l.at, l.day, l.msisdn, l.wallet, l.amount, l.provider_reference, a.id,
                (a.started_at at time zone 'Asia/Jakarta')::date as started_on,
                count(*) over (partition by l.file, l.number, l.part) as attempts,
                count(*) over (partition by a.id) as lines
              from l join a on a.msisdn = l.msisdn and a.wallet = l.wallet and a.amount = -l.amount
                and abs((a.started_at at time zone 'Asia/Jakarta')::date - l.day) <= 1
              where l.kind = 'PAYMENT' and l.our_reference is null
                and (a.provider_reference is null or l.provider_reference is null or a.provider_reference = l.provider_reference)
            """ + PAYMENT_OPEN + """
            )
            """ + INSERT + """
            select file, number, part, id, 'PAYMENT', 4, false, :now::timestamptz from p
            where attempts = 1 and lines = 1 and own
            union all
            select l.file, l.number, l.part, a.id, 'PAYMENT', 4, true, :now::timestamptz
            from (
              select file, number, part, own, msisdn, wallet, amount, day,
                row_number() over (partition by msisdn, wallet, amount, day order by file, number) as place,
                count(*) over (partition by msisdn, wallet, amount, day) as times, attempts
              from (select distinct file, number, part, own, msisdn, wallet, amount, day, attempts from p) as lines) as l
            join (
              select id, msisdn, wallet, amount, started_on,
                row_number() over (partition by msisdn, wallet, amount, started_on order by id) as place,
                count(*) over (partition by msisdn, wallet, amount, started_on) as times, lines
              from (select distinct id, msisdn, wallet, amount, started_on, lines from p) as attempts) as a
              on a.msisdn = l.msisdn and a.wallet = l.wallet and a.amount = l.amount and a.started_on = l.day
                and a.place = l.place and a.times = l.times
            where l.own and l.times > 1 and l.attempts = l.times and a.lines = a.times""";

    /** Matches a reversal by our reference or by the provider's reference. */
    private static final String REVERSAL = OPEN_REVERSALS + INSERT + """
            select file, number, part, id, 'REVERSAL', step, false, :now::timestamptz
            from (
              select *, count(*) over (partition by file, number, part) as attempts,
                row_number() over (partition by id order by received_at, file, number) as place
              from (
                select l.file, l.number, l.part, l.received_at, a.id, 1 as step
                from l join a on a.id = l.first_attempt
                where l.first_attempt = l.last_attempt
                union all
                select l.file, l.number, l.part, l.received_at, a.id, 2
                from l join a on a.provider_reference = l.provider_reference
                where l.first_attempt is null or l.first_attempt <> l.last_attempt
              ) as candidate
              where not exists (select from reconciliation.match m
                                where m.attempt = candidate.id and m.role = 'REVERSAL' and m.active)
            ) as found
            where attempts = 1 and place = 1""";

    /**
     * Matches the fee and VAT of a matched payment. Both are in the payment's row, or in a row with the payment's
     * reference.
     */
    private static final String CHARGES = OPEN + INSERT + """
            select distinct on (attempt, kind) file, number, part, attempt, kind, step, false, :now::timestamptz
            from (select *, count(*) over (partition by file, number, part) as attempts from (
              select l.file, l.number, l.part, l.kind, m.attempt, m.step
              from l join reconciliation.match m on m.file = l.file and m.number = l.number and m.role = 'PAYMENT' and m.active
              where l.kind in ('FEE', 'VAT') and l.part > 0
              union all
              select l.file, l.number, l.part, l.kind, m.attempt, m.step
              from l
              join pg_temp.work_line paid on paid.file = l.file and paid.provider_reference = l.provider_reference
                and paid.kind = 'PAYMENT'
              join reconciliation.match m on m.file = paid.file and m.number = paid.number and m.part = paid.part
                and m.role = 'PAYMENT' and m.active
              where l.kind in ('FEE', 'VAT') and l.part = 0
            ) as candidate) as found
            where attempts = 1 and not exists (select from reconciliation.match m where m.attempt = found.attempt and m.role = kind and m.active)
            order by attempt, kind, file, number, part""";

    /** Matches a batch fee that equals the sum of the payments' fees in our books. */
    private static final String BATCH_FEES = OPEN + """
            , sums as (
              select paid.file, paid.batch, sum(a.fee) as fees, array_agg(a.id) as attempts
              from pg_temp.work_line paid
              join reconciliation.match m on m.file = paid.file and m.number = paid.number and m.part = paid.part
                and m.role = 'PAYMENT' and m.active
              join a on a.id = m.attempt
              where paid.batch is not null and paid.file in (select file from l)
                and not exists (select from reconciliation.match fee
                                where fee.attempt = a.id and fee.role = 'FEE' and fee.active)
              group by paid.file, paid.batch)
            """ + INSERT + """
            select l.file, l.number, l.part, unnest(s.attempts), 'FEE', 5, false, :now::timestamptz
            from (select *, count(*) over (partition by file, batch) as times from l
                  where kind = 'FEE' and batch is not null and our_reference is null) as l
            join sums s on s.file = l.file and s.batch = l.batch and s.fees = -l.amount
            where l.times = 1""";

    /** From this number of new matches on, the planner's statistics are too inaccurate and must be updated. */
    private static final int MANY = 1_000;

    private final JdbcClient jdbc;
    private final WorkSet workSet;

    Ladder(JdbcClient jdbc, WorkSet workSet) {
        this.jdbc = jdbc;
        this.workSet = workSet;
    }

    /** Runs all steps in the caller's transaction, on the {@link WorkSet} of that transaction. */
    void climb(Window window, Instant now) {
        for (String step :
                new String[] {OUR_REFERENCE, PROVIDER_REFERENCE, PREFIX, CUSTOMER, REVERSAL, CHARGES, BATCH_FEES}) {
            int more = jdbc.sql(step)
                    .param("provider", window.provider())
                    .param("before", window.beforeAttempt())
                    .param("longAgo", window.longAgo())
                    .param("now", Timestamp.from(now))
                    .update();
            if (more >= MANY) {
                workSet.analyzeMatches();
            }
        }
    }
}
