package id.kezbek.reconciliation.imports;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Replaces an earlier file by a corrected one. Lines that occur in both files keep their matches. Lines that no longer
 * exist lose their matches, and their payments become differences.
 */
@Component
class Supersede {

    /**
     * The planner has no statistics about the new lines yet. So the settings prevent the planner from comparing each
     * line with each match.
     */
    private static final String LINEAR =
            "set local enable_nestloop = off; set local enable_hashjoin = on; set local work_mem = '64MB'";

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
        template.execute(LINEAR);
        // If a line occurs several times, the first occurrence is paired with the first, the second with the second,
        // and so on.
        List<Object[]> surviving = jdbc.sql("""
                        with ended as (
                          update reconciliation.match set active = false where file = :earlier and active
                          returning id, file, number, part, attempt, role, step, interchangeable, approval),
                        undone as (
                          insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, active,
                            undoes, matched_at)
                          select file, number, part, attempt, role, step, interchangeable, false, id, :at from ended returning 1),
                        ranked as (
                          select *, row_number() over (
                            partition by file, part, kind, our_reference, provider_reference, msisdn, wallet, amount, at
                            order by number) as place
                          from reconciliation.line where file in (:earlier, :corrected)),
                        paired as (
                          select file, number, part, max(number) filter (where file = :corrected) over (
                            partition by part, kind, our_reference, provider_reference, msisdn, wallet, amount, at, place) as becomes
                          from ranked)
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
        template.execute("set local enable_nestloop to default");
        template.batchUpdate("""
                insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, approval, matched_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", surviving);
    }
}
