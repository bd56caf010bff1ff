package id.kezbek.reconciliation.matching;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the booking that belongs to each top-up in a statement. If two bookings match a top-up, people decide. The
 * lines of neighbouring statements only show whether a booking has several possible lines.
 */
@Component
class TopUpMatches {

    /** Removes the match of a replaced file or of a reversed booking. */
    private static final String END = """
            update reconciliation.top_up_match m set active = false
            where m.active
              and (m.file in (select f.id from reconciliation.file f
                              where f.state = 'SUPERSEDED' and f.superseded_by in (select file from pg_temp.work_line))
                or m.file in (select file from pg_temp.work_line) and ledger.is_reversed(m.top_up))""";

    private static final String OPEN = """
            with l as (
              select * from pg_temp.work_line l
              where l.kind = 'TOP_UP' and not exists (select from reconciliation.top_up_match m
                where m.active and m.file = l.file and m.number = l.number and m.part = l.part)),
            t as (
              select * from pg_temp.work_top_up t
              where not exists (select from reconciliation.top_up_match m where m.active and m.top_up = t.id))
            insert into reconciliation.top_up_match (file, number, part, top_up, step, matched_at)
            select file, number, part, id, :step, :now::timestamptz from (
              select l.file, l.number, l.part, l.own, t.id, count(*) over (partition by l.file, l.number, l.part) as top_ups,
                count(*) over (partition by t.id) as lines
              from l join t on t.amount = l.amount and\s""";

    private static final String ONE_TO_ONE = ") as found where top_ups = 1 and lines = 1 and own";

    private static final String REFERENCE = "t.bank_reference in ("
            + "ledger.canonical_bank_reference(l.provider_reference), ledger.canonical_bank_reference(l.our_reference))";
    /** People book a top-up up to three days before or after the provider books it. */
    private static final String DAY = "abs(t.day - l.day) <= 3";

    private final JdbcClient jdbc;

    TopUpMatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Runs in the caller's transaction, on the {@link WorkSet} of that transaction. */
    void find(Instant now) {
        jdbc.sql(END).update();
        int step = 1;
        for (String condition : List.of(REFERENCE, DAY)) {
            jdbc.sql(OPEN + condition + ONE_TO_ONE)
                    .param("step", step++)
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }
}
