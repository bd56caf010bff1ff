package id.kezbek.reconciliation.matching;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The lines and attempts of one matching run, copied to temporary tables in the run's transaction. For temporary
 * tables, the planner knows the number of rows. For the original tables, the planner's statistics do not cover the
 * newest ids. The planner then expects no rows and chooses nested loops, which are slow for many rows.
 */
@Component
class WorkSet {

    private static final String CREATE = """
            create temporary table work_line on commit drop as
              select l.*, f.received_at, f.has_fees, true as own
              from reconciliation.line l join reconciliation.file f on f.id = l.file
              with no data;
            create temporary table work_attempt on commit drop as
              select * from payouts.attempts_for_statements('', '00000000-0000-0000-0000-000000000000',
                '00000000-0000-0000-0000-000000000000')
              with no data;
            create temporary table work_top_up on commit drop as
              select t.*, null::date as day from payouts.top_ups_for_statements('', '-infinity', '-infinity') t with no data;
            create temporary table work_unmatched on commit drop as
              select l.*, l.amount as charged, true as with_payment from pg_temp.work_line l with no data""";

    /**
     * The column {@code charged} is the sum of the fees, VAT and other movements in the row of a payment. This separate
     * table has statistics. Without the table, an anti-join makes the planner expect one line, and each unmatched
     * payment is compared with each line.
     */
    private static final String UNMATCHED = """
            insert into pg_temp.work_unmatched
            select l.*, coalesce(sum(l.amount) filter (where l.kind in ('FEE', 'VAT', 'OTHER') and l.part > 0) over own_row, 0),
              bool_or(l.kind = 'PAYMENT') over own_row
            from pg_temp.work_line l
            where l.own and l.kind in ('PAYMENT', 'FEE', 'VAT', 'OTHER') and not exists (select from reconciliation.match m
              where m.active and m.file = l.file and m.number = l.number and m.part = l.part)
            window own_row as (partition by l.file, l.number)""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    WorkSet(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Fills the tables in the caller's transaction; the tables are dropped when that transaction ends. */
    void fill(Window window) {
        template.execute(CREATE);
        jdbc.sql("""
                        insert into pg_temp.work_line
                        select l.*, f.received_at, f.has_fees, f.from_day >= :own and f.to_day <= :to
                        from reconciliation.line l join reconciliation.file f on f.id = l.file
                        where f.provider = :provider and f.state = 'LOADED' and f.to_day >= :from and f.from_day <= :to""")
                .param("provider", window.provider())
                .param("from", window.from())
                .param("own", window.own())
                .param("to", window.to())
                .update();
        LocalDate earliest = jdbc.sql("select coalesce(min(day), :from) from pg_temp.work_line where own")
                .param("from", window.from())
                .query(LocalDate.class)
                .single();
        addAttempts(window, window.firstAttempt(earliest), window.beforeAttempt());
        jdbc.sql("""
                        insert into pg_temp.work_top_up
                        select t.*, (t.recorded_at at time zone 'Asia/Jakarta')::date
                        from payouts.top_ups_for_statements(:provider, :first, :before) t""")
                .param("provider", window.provider())
                .param("first", Timestamp.from(window.firstTopUp()))
                .param("before", Timestamp.from(window.beforeTopUp()))
                .update();
        template.execute("analyze pg_temp.work_line");
        analyzeMatches();
        addAttemptsMatchedByPeople(window, earliest);
        template.execute("analyze pg_temp.work_attempt");
    }

    /** Adds attempts outside the window, because people can match a line with an attempt of any day. */
    private void addAttemptsMatchedByPeople(Window window, LocalDate earliest) {
        jdbc.sql("""
                        select m.attempt from pg_temp.work_line l
                        join reconciliation.match m on m.file = l.file and m.number = l.number and m.part = l.part
                        where l.own and m.active and m.step = 9 and m.role = 'PAYMENT'
                          and (m.attempt < :first or m.attempt >= :before)""")
                .param("first", window.firstAttempt(earliest))
                .param("before", window.beforeAttempt())
                .query(UUID.class)
                .list()
                .forEach(attempt -> addAttempts(
                        window,
                        attempt,
                        new UUID(attempt.getMostSignificantBits(), attempt.getLeastSignificantBits() + 1)));
    }

    private void addAttempts(Window window, UUID first, UUID before) {
        jdbc.sql(
                        "insert into pg_temp.work_attempt select * from payouts.attempts_for_statements(:provider, :first, :before)")
                .param("provider", window.provider())
                .param("first", first)
                .param("before", before)
                .update();
    }

    /** Collects the statements' own lines that the run could not match. Call this method after the matching. */
    void collectUnmatched() {
        jdbc.sql(UNMATCHED).update();
        template.execute("analyze pg_temp.work_unmatched");
    }

    /** Replaces phone numbers by pseudonyms in lines that were imported after the erasure of their customers. */
    void takePseudonyms() {
        jdbc.sql("""
                        select count(reconciliation.take_pseudonym(l.file, l.number, l.part))
                        from pg_temp.work_attempt a
                        join reconciliation.match m on m.attempt = a.id and m.active
                        join pg_temp.work_line l on l.file = m.file and l.number = m.number and l.part = m.part
                        where a.msisdn like '000%' and l.msisdn not like '000%'""").query(Long.class).single();
    }

    void analyzeMatches() {
        template.execute("select reconciliation.analyze_matches()");
    }
}
