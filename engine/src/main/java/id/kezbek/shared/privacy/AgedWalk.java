package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.AgedBooks.Chunk;
import id.kezbek.shared.privacy.AgedBooks.Entry;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Processes a module's records from the oldest. Ids sort by time, so the processing stops at the first record that is
 * not old.
 */
public final class AgedWalk {

    /**
     * The module's SQL statements.
     *
     * @param place selects and locks the id of the last processed record
     * @param records selects id, partner, number, whether the record is old, and whether the record no longer needs the
     *     number; takes the time, the place and the number of records
     * @param forget replaces the numbers; takes the time, ids and pseudonyms
     * @param move sets the place
     */
    public record Statements(String place, String records, String forget, String move) {}

    private record Row(Entry entry, boolean isOld, boolean isAtRest) {}

    private final JdbcClient jdbc;
    private final Statements statements;

    public AgedWalk(JdbcClient jdbc, Statements statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    public Chunk next(Instant before, int most) {
        UUID place = jdbc.sql(statements.place()).query(UUID.class).single();
        List<Row> rows = jdbc.sql(statements.records())
                .params(Timestamp.from(before), place, most)
                .query((row, n) -> new Row(
                        new Entry(
                                row.getObject(1, UUID.class),
                                new CustomerOf(new PartnerId(row.getLong(2)), new Msisdn(row.getString(3)))),
                        row.getBoolean(4),
                        row.getBoolean(5)))
                .list();
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            if (!row.isOld()) {
                break;
            }
            if (!row.isAtRest()) {
                return new Chunk(entries, Optional.of(row.entry().id()));
            }
            entries.add(row.entry());
        }
        return new Chunk(entries, Optional.empty());
    }

    public void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms) {
        jdbc.sql(statements.forget())
                .params(
                        Timestamp.from(before),
                        entries.stream().map(Entry::id).toArray(UUID[]::new),
                        pseudonyms.stream().map(Msisdn::digits).toArray(String[]::new))
                .query(Integer.class)
                .single();
        jdbc.sql(statements.move()).param(entries.getLast().id()).update();
    }
}
