package id.kezbek.reconciliation.rounding;

import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions of the rounding rule; the highest version is the current version. */
@Component
public class RoundingRules {

    private final JdbcClient jdbc;
    private final Clock clock;

    RoundingRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The current rule; empty if no version exists. Without a rule, nothing is written off automatically. */
    public Optional<RoundingRule> inForce() {
        return jdbc.sql("""
                        select version, per_line, per_file, approval, created_at from reconciliation.rounding_rule
                        order by version desc limit 1""")
                .query((row, n) -> new RoundingRule(
                        row.getInt(1),
                        Money.rupiah(row.getBigDecimal(2)),
                        Money.rupiah(row.getBigDecimal(3)),
                        row.getObject(4, UUID.class),
                        row.getTimestamp(5).toInstant()))
                .optional();
    }

    /** Adds a version, in the caller's transaction. */
    void add(int version, Money perLine, Money perFile, UUID approval) {
        jdbc.sql("""
                        insert into reconciliation.rounding_rule (version, per_line, per_file, approval, created_at)
                        values (?, ?, ?, ?, ?)""")
                .params(version, perLine.decimal(), perFile.decimal(), approval, Timestamp.from(clock.instant()))
                .update();
    }
}
