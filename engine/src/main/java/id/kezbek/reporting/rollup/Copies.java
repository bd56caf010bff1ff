package id.kezbek.reporting.rollup;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The copies of the roll-ups: the current copy, and the copy that a rebuild fills. */
@Component
public class Copies {

    public enum State {
        IN_USE,
        REBUILDING,
        EMPTY
    }

    public record Copy(int number, State state) {

        public boolean isFilled() {
            return state != State.EMPTY;
        }

        /** The name of the event consumer that fills this copy. */
        public String consumer() {
            return "reporting-" + number;
        }
    }

    private static final String ALL = "select number, state from reporting.copy ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Copies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<Copy> all() {
        return read(jdbc, ALL + "order by number");
    }

    /** Locks the states of all copies until the transaction ends. */
    public List<Copy> lockAll() {
        return read(jdbc, ALL + "order by number for update");
    }

    /** The current copy, which reports read, in the connection's snapshot. */
    public static Copy inUse(JdbcClient snapshot) {
        return read(snapshot, ALL + "where state = 'IN_USE'").getFirst();
    }

    /** Locks a copy's state until the transaction ends. */
    Copy lock(int number) {
        return read(jdbc, ALL + "where number = " + number + " for share").getFirst();
    }

    public void become(Copy copy, State state) {
        jdbc.sql("update reporting.copy set state = ?, since = ? where number = ? and state = ?")
                .params(
                        state.name(),
                        Timestamp.from(clock.instant()),
                        copy.number(),
                        copy.state().name())
                .update();
    }

    private static List<Copy> read(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql)
                .query((row, n) -> new Copy(row.getInt(1), State.valueOf(row.getString(2))))
                .list();
    }
}
