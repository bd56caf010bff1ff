package id.kezbek.loyalty;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads customers' tier histories. */
@Component
public class Journeys {

    /**
     * A stored tier change.
     *
     * @param purchase the purchase that caused the tier change; null if the end of a period caused it
     */
    public record Kept(Move move, @Nullable UUID purchase, Instant at, Place place) {}

    /**
     * The position of a tier change in a history.
     *
     * @param spelling the index of the number's notation in the row; a merged customer has rows under several
     *     notations
     */
    public record Place(int entry, int spelling) {

        static final Place BEGINNING = new Place(Integer.MAX_VALUE, 0);
    }

    private final JdbcClient jdbc;

    Journeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A customer's tier changes, newest first.
     *
     * @param before the position of the last change on the previous page; null for the first page
     */
    public List<Kept> of(MemberKey customer, @Nullable Place before, int limit) {
        Place after = before == null ? Place.BEGINNING : before;
        String[] spellings = customer.msisdn().spellings().toArray(String[]::new);
        return jdbc.sql("""
                        select entry, cause, from_tier, to_tier, expires_on, purchase, at, spelling
                        from (select *, array_position(:spellings::text[], msisdn) as spelling from loyalty.journey
                              where partner = :partner and msisdn = any(:spellings)) as kept
                        where entry < :entry or (entry = :entry and spelling > :spelling)
                        order by entry desc, spelling limit :limit""")
                .param("spellings", spellings)
                .param("partner", customer.partner().value())
                .param("entry", after.entry())
                .param("spelling", after.spelling())
                .param("limit", limit)
                .query((row, n) -> new Kept(
                        new Move(
                                Move.Cause.valueOf(row.getString("cause")),
                                row.getInt("entry"),
                                row.getString("from_tier"),
                                row.getString("to_tier"),
                                row.getObject("expires_on", LocalDate.class)),
                        row.getObject("purchase", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        new Place(row.getInt("entry"), row.getInt("spelling"))))
                .list();
    }
}
