package id.kezbek.loyalty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads customers' journeys; it changes nothing. */
@Component
public class Journeys {

    /**
     * A move that was kept.
     *
     * @param purchase the purchase that brought it about; null where a day did
     */
    public record Kept(Move move, @Nullable UUID purchase, Instant at) {}

    private final JdbcClient jdbc;

    Journeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A customer's moves, newest first.
     *
     * @param before the entry of the last move that was seen; null from the newest on
     */
    public List<Kept> of(MemberKey customer, @Nullable Integer before, int limit) {
        int below = before == null ? Integer.MAX_VALUE : before;
        return jdbc.sql("""
                        select entry, cause, from_tier, to_tier, expires_on, purchase, at from loyalty.journey
                        where partner = ? and msisdn = ? and entry < ? order by entry desc limit ?""")
                .params(customer.partner().value(), customer.msisdn().digits(), below, limit)
                .query((row, n) -> new Kept(
                        new Move(
                                Move.Cause.valueOf(row.getString("cause")),
                                row.getInt("entry"),
                                row.getString("from_tier"),
                                row.getString("to_tier"),
                                row.getObject("expires_on", LocalDate.class)),
                        row.getObject("purchase", UUID.class),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
