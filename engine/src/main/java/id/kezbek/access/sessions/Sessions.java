package id.kezbek.access.sessions;

import id.kezbek.access.people.People;
import id.kezbek.people.PeopleAtRest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of sessions. A session says who its token's holder is, so each row carries a MAC, and one that does not fit is
 * no session: who can write the database cannot make or change one.
 */
@Component
public class Sessions {

    public enum End {
        LOG_OUT,
        /** A refresh token was shown twice: one of the two who hold it has stolen it. */
        TOKEN_REUSED,
        /** The person was removed or has another role now, or the partner is suspended. */
        NO_LONGER_ADMITTED
    }

    public static final String TABLE = "access.session";

    private static final String NOBODY = "";

    private static final String OPEN = """
            select id, role, subject, partner, person, credential, opened_at, ends_at, mac from access.session
            where id = ? and ended_at is null and ends_at > ?""";

    private final JdbcClient jdbc;
    private final People people;
    private final PeopleAtRest peopleAtRest;
    private final RowMac macs;
    private final SecurityEvents events;
    private final Clock clock;

    Sessions(
            JdbcClient jdbc,
            People people,
            PeopleAtRest peopleAtRest,
            RowMac macs,
            SecurityEvents events,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.peopleAtRest = peopleAtRest;
        this.macs = macs;
        this.events = events;
        this.clock = clock;
    }

    /** A person's row names the person by the id alone; whose address that is, the person's own row tells. */
    public void open(Session opened) {
        Session session = opened.person() == null || peopleAtRest.areMentionsClear() ? opened : opened.of(NOBODY);
        PartnerId partner = session.partner();
        jdbc.sql("""
                        insert into access.session
                          (id, role, subject, partner, person, credential, opened_at, ends_at, mac)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(session.id())
                .param(session.role().name())
                .param(session.subject())
                .param(partner == null ? null : partner.value())
                .param(session.person())
                .param(session.credential())
                .param(Timestamp.from(session.openedAt()))
                .param(Timestamp.from(session.endsAt()))
                .param(macs.of(TABLE, fields(session)))
                .update();
    }

    /**
     * The session, where it has not ended and its person is still who it was opened for: somebody who was removed, or has
     * another role, has no session any more.
     */
    public Optional<Session> find(UUID id) {
        return find(id, OPEN).flatMap(this::admitted);
    }

    /** As it stands, which names no person, locked until the transaction ends. */
    public Optional<Session> lock(UUID id) {
        return find(id, OPEN + " for update");
    }

    public boolean isStillAdmitted(Session session) {
        return admitted(session).isPresent();
    }

    private Optional<Session> admitted(Session session) {
        UUID person = session.person();
        return person == null
                ? Optional.of(session)
                : people.find(person, session.partner())
                        .filter(now -> now.role() == session.role())
                        .map(now -> session.subject().equals(NOBODY) ? session.of(now.email()) : session);
    }

    /** Those of a person that have not ended, some of them. */
    public List<Session> open(UUID person, int limit) {
        return jdbc
                .sql("""
                        select id, role, subject, partner, person, credential, opened_at, ends_at, mac
                        from access.session where person = ? and ended_at is null and ends_at > ? limit ?""")
                .params(person, Timestamp.from(clock.instant()), limit)
                .query((row, n) -> believed(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it was open until now. */
    public boolean end(UUID id, End reason) {
        return jdbc.sql("update access.session set ended_at = ?, end_reason = ? where id = ? and ended_at is null")
                        .params(Timestamp.from(clock.instant()), reason.name(), id)
                        .update()
                == 1;
    }

    /** Ends all of a person who is removed, or has another role: a later row or role of theirs opens none of them again. */
    public void endOf(UUID person) {
        jdbc.sql("update access.session set ended_at = ?, end_reason = ? where person = ? and ended_at is null")
                .params(Timestamp.from(clock.instant()), End.NO_LONGER_ADMITTED.name(), person)
                .update();
    }

    /** Forgets some of those that are over, with their tokens; returns how many. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.session where id in
                          (select id from access.session where ends_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }

    private Optional<Session> find(UUID id, String sql) {
        return jdbc.sql(sql)
                .params(id, Timestamp.from(clock.instant()))
                .query((row, n) -> believed(row))
                .optional()
                .flatMap(Function.identity());
    }

    private Optional<Session> believed(ResultSet row) throws SQLException {
        Session session = session(row);
        byte[] mac = row.getBytes("mac");
        if (macs.isTrue(mac, TABLE, fields(session))) {
            return Optional.of(session);
        }
        // Those of before there were MACs are as many as there were log-ins; they tell of nothing.
        if (mac != null) {
            events.record(SecurityEvent.TAMPERING_FOUND, Actor.unknown(), TABLE + " " + Ids.text(session.id()));
        }
        return Optional.empty();
    }

    /** What the MAC covers: all but the end, which takes rights away. */
    public static @Nullable Object[] fields(Session session) {
        PartnerId partner = session.partner();
        return new @Nullable Object[] {
            session.id(),
            session.role(),
            session.subject(),
            partner == null ? null : partner.value(),
            session.person(),
            session.credential(),
            session.openedAt(),
            session.endsAt()
        };
    }

    public static Session session(ResultSet row) throws SQLException {
        long number = row.getLong("partner");
        PartnerId partner = row.wasNull() ? null : new PartnerId(number);
        return new Session(
                row.getObject("id", UUID.class),
                Role.valueOf(row.getString("role")),
                row.getString("subject"),
                partner,
                row.getObject("person", UUID.class),
                row.getObject("credential", UUID.class),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("ends_at").toInstant());
    }
}
