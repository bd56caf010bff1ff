package id.kezbek.loyalty.stays;

import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reminders that were already sent, by customer and tier period. */
@Component
class Reminders {

    private record Key(long partner, String msisdn, int entry) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Reminders(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Stores these reminders; returns the reminders that were not stored before. */
    List<DueStays.Stay> keep(List<DueStays.Stay> stays, int daysBefore, Instant at) {
        Set<Key> kept = new HashSet<>();
        new Pipeline()
                .select(
                        """
                        insert into loyalty.reminder (partner, msisdn, entry, days_before, expires_on, at)
                        select unnest(?::bigint[]), unnest(?::text[]), unnest(?::int[]), unnest(?::int[]),
                          unnest(?::date[]), unnest(?::timestamptz[])
                        on conflict do nothing returning partner, msisdn, entry""",
                        Columns.of(stays)
                                .bigint(stay -> stay.key().partner().value())
                                .text(stay -> stay.key().msisdn().digits())
                                .integer(stay -> stay.standing().entry())
                                .integer(stay -> daysBefore)
                                .date(stay -> stay.standing().expiresOn())
                                .timestamp(stay -> at),
                        row -> kept.add(new Key(row.getLong(1), row.getString(2), row.getInt(3))))
                .run(template);
        return stays.stream()
                .filter(stay -> kept.contains(new Key(
                        stay.key().partner().value(),
                        stay.key().msisdn().digits(),
                        stay.standing().entry())))
                .toList();
    }

    /** Deletes reminders of tier periods that ended before this day. */
    int forgetBefore(LocalDate day, int limit) {
        return jdbc.sql("""
                        delete from loyalty.reminder where (partner, msisdn, entry, days_before) in (
                          select partner, msisdn, entry, days_before from loyalty.reminder where expires_on < ?
                          order by expires_on limit ?)""").params(Date.valueOf(day), limit).update();
    }
}
