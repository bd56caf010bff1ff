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
 * The table of sessions. A session identifies the holder of its token, so each row has a MAC, and rows with an invalid
 * MAC are ignored. So a database writer can neither create nor change a session.
 */
@Component
public class Sessions {

    public enum End {
        LOG_OUT,
        /** A refresh token was used twice, so one of the two callers has stolen the token. */
        TOKEN_REUSED,
        /** The person was removed or now has another role, or the partner is suspended. */
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

    /** A person's session stores only the person's id; the address is only in the person's own row. */
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
     * The open session with this id; empty if the session has ended, or if the person was removed or now has another
     * role.
     */
    public Optional<Session> find(UUID id) {
        return find(id, OPEN).flatMap(this::admitted);
    }

    /**
     * The open session of an officer of a suspended partner. When the partner is reactivated, the session is usable
     * again.
     */
    public Optional<Session> findSuspended(UUID id) {
        return find(id, OPEN).flatMap(this::suspended);
    }

    private Optional<Session> suspended(Session session) {
        UUID person = session.person();
        PartnerId partner = session.partner();
        return person == null || partner == null
                ? Optional.empty()
                : people.findSuspended(person, partner).map(officer -> session.of(officer.email()));
    }

    /** The stored session, without the person's address; its row is locked until the transaction ends. */
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

    /** Up to {@code limit} open sessions of a person. */
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

    /** Ends a session; returns false if the session had already ended. */
    public boolean end(UUID id, End reason) {
        return jdbc.sql("update access.session set ended_at = ?, end_reason = ? where id = ? and ended_at is null")
                        .params(Timestamp.from(clock.instant()), reason.name(), id)
                        .update()
                == 1;
    }

    /**
     * Ends all sessions of a person who was removed or has a new role. The sessions stay ended, even if the person is
     * added again.
     */
    public void endOf(UUID person) {
        jdbc.sql("update access.session set ended_at = ?, end_reason = ? where person = ? and ended_at is null")
                .params(Timestamp.from(clock.instant()), End.NO_LONGER_ADMITTED.name(), person)
                .update();
    }

    /** Deletes up to {@code limit} expired sessions with their tokens; returns how many sessions were deleted. */
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
        // Sessions that were opened before MACs existed have no MAC, so a missing MAC is no sign of tampering.
        if (mac != null) {
            events.record(SecurityEvent.TAMPERING_FOUND, Actor.unknown(), TABLE + " " + Ids.text(session.id()));
        }
        return Optional.empty();
    }

    /** The fields in the MAC. The time of the end is not included, because the end of a session only removes rights. */
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
