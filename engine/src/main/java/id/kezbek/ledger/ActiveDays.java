package id.kezbek.ledger;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The days in Jakarta on which accounts have lines. Finding each day takes one index look-up. */
@Component
public class ActiveDays {

    /** A day on which an owner's account has lines. */
    public record ActiveDay(String owner, LocalDate day) {}

    private final JdbcClient jdbc;

    ActiveDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The query generates times without a time zone. With a zone, they would be midnights in the session's zone, which
     * may not be Jakarta's zone.
     *
     * @param to the last day, included
     */
    public List<ActiveDay> of(AccountKind kind, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select a.owner, d.day::date
                        from ledger.account a, generate_series(?::date::timestamp, ?::date::timestamp, interval '1 day') d (day)
                        where a.kind = ? and exists (
                          select from ledger.line l
                          where l.account = a.id and l.at >= d.day at time zone 'Asia/Jakarta'
                            and l.at < (d.day + interval '1 day') at time zone 'Asia/Jakarta')""")
                .params(from, to, kind.name())
                .query((row, n) -> new ActiveDay(row.getString(1), row.getObject(2, LocalDate.class)))
                .list();
    }
}
