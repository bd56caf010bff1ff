package id.kezbek.loyalty.stays;

import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tier periods that have ended or end soon, ordered by end and customer. */
@Component
class DueStays {

    /** A customer's tier period. {@code toString} hides the customer. */
    record Stay(MemberKey key, Standing standing) {

        Place place() {
            return new Place(
                    standing.expiresOn(), key.partner().value(), key.msisdn().digits());
        }

        @Override
        public String toString() {
            return "Stay[" + standing + "]";
        }
    }

    /** A position in the order of tier periods; a page starts after such a position. */
    record Place(LocalDate expiresOn, long partner, String msisdn) {

        /** The position before all tier periods that end on or after this day. */
        static Place before(LocalDate day) {
            return new Place(day, 0, "");
        }

        @Override
        public String toString() {
            return "Place[" + expiresOn + "]";
        }
    }

    /** A day that is earlier than the end of every tier period. */
    private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

    private final JdbcClient jdbc;

    DueStays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Place beginning() {
        return Place.before(BEGINNING);
    }

    /**
     * Locks the next tier periods that have ended by this day. Skips locked rows. A purchase that has locked a row ends
     * the period itself, and another run of the job processes the rows that this other run has locked. The statement
     * never waits, so it cannot deadlock.
     */
    List<Stay> lockOver(LocalDate today, Place after, int limit) {
        return jdbc.sql("""
                        select partner, msisdn, tier, recurring, entry, expires_on from loyalty.member
                        where expires_on <= ? and (expires_on, partner, msisdn) > (?, ?, ?)
                        order by expires_on, partner, msisdn limit ? for update skip locked""")
                .params(Date.valueOf(today), Date.valueOf(after.expiresOn()), after.partner(), after.msisdn(), limit)
                .query((row, n) -> stay(row))
                .list();
    }

    /**
     * The next tier periods that end by this day and for which this reminder was not sent yet. A subquery looks up the
     * reminder of each period. With "not exists", PostgreSQL would use a join, and would then read and sort all periods
     * that end by this day.
     */
    List<Stay> notReminded(LocalDate last, Place after, int daysBefore, int limit) {
        return jdbc.sql("""
                        select m.partner, m.msisdn, m.tier, m.recurring, m.entry, m.expires_on from loyalty.member m
                        where m.expires_on <= ? and (m.expires_on, m.partner, m.msisdn) > (?, ?, ?)
                          and coalesce((select false from loyalty.reminder r where r.partner = m.partner
                            and r.msisdn = m.msisdn and r.entry = m.entry and r.days_before = ?), true)
                        order by m.expires_on, m.partner, m.msisdn limit ?""")
                .params(
                        Date.valueOf(last),
                        Date.valueOf(after.expiresOn()),
                        after.partner(),
                        after.msisdn(),
                        daysBefore,
                        limit)
                .query((row, n) -> stay(row))
                .list();
    }

    /**
     * Adds the new standings of locked rows. The row's version increases, as for a purchase. So a purchase that read
     * the row earlier detects the change.
     */
    static void write(Pipeline pipeline, List<Stay> after) {
        pipeline.write(
                """
                update loyalty.member m set tier = n.tier, recurring = n.recurring, entry = n.entry,
                  expires_on = n.expires_on, version = m.version + 1
                from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn, unnest(?::text[]) as tier,
                  unnest(?::int[]) as recurring, unnest(?::int[]) as entry, unnest(?::date[]) as expires_on) n
                where m.partner = n.partner and m.msisdn = n.msisdn""",
                Columns.of(after)
                        .bigint(stay -> stay.key().partner().value())
                        .text(stay -> stay.key().msisdn().digits())
                        .text(stay -> stay.standing().tier())
                        .integer(stay -> stay.standing().recurring())
                        .integer(stay -> stay.standing().entry())
                        .date(stay -> stay.standing().expiresOn()));
    }

    private static Stay stay(ResultSet row) throws SQLException {
        return new Stay(
                new MemberKey(new PartnerId(row.getLong("partner")), new Msisdn(row.getString("msisdn"))),
                Members.standing(row));
    }
}
