package id.kezbek.reconciliation.imports;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Replaces an earlier file by a corrected file. Lines in both files keep their matches, removed matches and
 * differences. Lines only in the earlier file lose their matches, and their payments become differences.
 */
@Component
class Supersede {

    /**
     * Prevents the planner from comparing each line with each match. Without statistics about the new lines, the
     * planner could choose this plan.
     */
    private static final String LINEAR =
            "set local enable_nestloop = off; set local enable_hashjoin = on; set local work_mem = '64MB'";

    /**
     * The number of each earlier line in the corrected file; null if the corrected file does not contain the line.
     * Equal lines are paired in their order.
     */
    private static final String PAIRED = """
            ranked as (
              select *, row_number() over (
                partition by file, part, kind, our_reference, provider_reference, msisdn, wallet, amount, at
                order by number) as place
              from reconciliation.line where file in (:earlier, :corrected)),
            paired as (
              select file, number, part, max(number) filter (where file = :corrected) over (
                partition by part, kind, our_reference, provider_reference, msisdn, wallet, amount, at, place) as becomes
              from ranked)
            """;

    /**
     * Repeats removals of matches in the corrected file. If two people removed a line's match in an earlier version of
     * the file, the line must not be matched again.
     */
    private static final String REMOVED = """
            with removed as (
              select m.attempt, m.role, m.step, m.interchangeable, m.approval, %1$s as line_text
              from reconciliation.match m
              join reconciliation.line l on l.file = m.file and l.number = m.number and l.part = m.part
              where m.file = any(:versions) and l.file = any(:versions) and m.undoes is not null and m.approval is not null),
            again as (
              select distinct on (l.number, l.part, r.attempt, r.role) gen_random_uuid() as id, l.file, l.number, l.part, r.*
              from reconciliation.line l join removed r on r.line_text = %1$s
              where l.file = :corrected
              order by l.number, l.part, r.attempt, r.role),
            ended as (
              insert into reconciliation.match (id, file, number, part, attempt, role, step, interchangeable, active, matched_at)
              select id, file, number, part, attempt, role, step, interchangeable, false, :at from again)
            insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, active, undoes, approval,
              matched_at)
            select file, number, part, attempt, role, step, interchangeable, false, id, approval, :at from again""".formatted(
                    "row(l.part, l.kind, l.our_reference, l.provider_reference, l.msisdn, l.wallet, l.amount, l.at)::text");

    private final StatementFiles files;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Supersede(StatementFiles files, JdbcClient jdbc, JdbcTemplate template) {
        this.files = files;
        this.jdbc = jdbc;
        this.template = template;
    }

    void run(UUID earlier, UUID corrected, Instant now) {
        files.supersede(earlier, corrected);
        Timestamp at = Timestamp.from(now);
        UUID[] versions = versions(corrected);
        template.execute(LINEAR);
        List<Object[]> surviving = jdbc.sql("""
                        with ended as (
                          update reconciliation.match set active = false where file = :earlier and active
                          returning id, file, number, part, attempt, role, step, interchangeable, approval),
                        undone as (
                          insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, active,
                            undoes, matched_at)
                          select file, number, part, attempt, role, step, interchangeable, false, id, :at from ended returning 1),
                        """ + PAIRED + """
                        select e.attempt, e.role, e.step, e.interchangeable, e.approval, p.becomes as number, p.part
                        from ended e join paired p on p.file = e.file and p.number = e.number and p.part = e.part
                        where p.becomes is not null""")
                .param("earlier", earlier)
                .param("corrected", corrected)
                .param("at", at)
                .query((row, n) -> new Object[] {
                    corrected,
                    row.getInt("number"),
                    row.getInt("part"),
                    row.getObject("attempt", UUID.class),
                    row.getString("role"),
                    row.getInt("step"),
                    row.getBoolean("interchangeable"),
                    row.getObject("approval", UUID.class),
                    at
                })
                .list();
        if (hasBreaksOfLines(earlier)) {
            moveBreaks(earlier, corrected);
        }
        jdbc.sql(REMOVED)
                .param("versions", versions)
                .param("corrected", corrected)
                .param("at", at)
                .update();
        template.execute("set local enable_nestloop to default");
        template.batchUpdate("""
                insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, approval, matched_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", surviving);
    }

    /** The files that were replaced, one after the other, by the corrected file. */
    private UUID[] versions(UUID corrected) {
        return jdbc.sql("""
                        select v.id from reconciliation.file v join reconciliation.file c on c.id = ?
                          and v.provider = c.provider and v.from_day = c.from_day and v.to_day = c.to_day
                        where v.state = 'SUPERSEDED'""").param(corrected).query(UUID.class).list().toArray(UUID[]::new);
    }

    private boolean hasBreaksOfLines(UUID file) {
        return jdbc.sql("select exists (select from reconciliation.break where file = ? and number is not null)")
                .param(file)
                .query(Boolean.class)
                .single();
    }

    private void moveBreaks(UUID earlier, UUID corrected) {
        jdbc.sql("with " + PAIRED + """
                        update reconciliation.break b set file = :corrected, number = p.becomes,
                          subject = case when b.subject = b.file || ':' || b.number || ':' || b.part
                            then :corrected || ':' || p.becomes || ':' || b.part else b.subject end
                        from paired p
                        where b.file = :earlier and p.file = b.file and p.number = b.number and p.part = b.part
                          and p.becomes is not null""")
                .param("earlier", earlier)
                .param("corrected", corrected)
                .update();
    }
}
