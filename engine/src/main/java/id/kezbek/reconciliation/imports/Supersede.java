package id.kezbek.reconciliation.imports;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Replaces an earlier file by a corrected one. Lines that both files contain keep their matches. The matches of lines that
 * vanished are removed, and their payments become differences.
 */
@Component
class Supersede {

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
        // If a line occurs several times, the first copy is paired with the first, the second with the second.
        List<Object[]> surviving = jdbc.sql("""
                        with ended as (
                          update reconciliation.match set active = false where file = ? and active
                          returning id, file, number, part, attempt, role, step, interchangeable, approval),
                        undone as (
                          insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, active,
                            undoes, matched_at)
                          select file, number, part, attempt, role, step, interchangeable, false, id, ? from ended returning 1),
                        ranked as (
                          select file, number, part, row_number() over (
                            partition by file, part, kind, our_reference, provider_reference, msisdn, wallet, amount, at
                            order by number) as place,
                            kind, our_reference, provider_reference, msisdn, wallet, amount, at
                          from reconciliation.line where file in (?, ?))
                        select e.attempt, e.role, e.step, e.interchangeable, e.approval, n.number, n.part
                        from ended e
                        join ranked o on o.file = e.file and o.number = e.number and o.part = e.part
                        join ranked n on n.file = ? and n.part = o.part and n.place = o.place and n.kind = o.kind
                          and n.amount = o.amount and n.at = o.at
                          and n.our_reference is not distinct from o.our_reference
                          and n.provider_reference is not distinct from o.provider_reference
                          and n.msisdn is not distinct from o.msisdn and n.wallet is not distinct from o.wallet""")
                .params(earlier, at, earlier, corrected, corrected)
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
        template.batchUpdate("""
                insert into reconciliation.match (file, number, part, attempt, role, step, interchangeable, approval, matched_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", surviving);
    }
}
