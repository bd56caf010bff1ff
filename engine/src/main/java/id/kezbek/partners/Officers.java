package id.kezbek.partners;

import id.kezbek.people.Mailboxes;
import id.kezbek.people.Mailboxes.HeldAs;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of partners' officers. A row whose MAC is not true was written by something else than the engine, and is found
 * by nobody.
 */
@Component
class Officers {

    static final String TABLE = "partners.officer";

    private static final String COLUMNS =
            "select id, person, partner, name, email, language, created_at, mac from partners.officer ";

    /** A row, believed or not. */
    record Row(Officer officer, boolean isBelieved) {}

    private final JdbcClient jdbc;
    private final Mailboxes mailboxes;
    private final RowMac macs;
    private final SecurityEvents securityEvents;

    Officers(JdbcClient jdbc, Mailboxes mailboxes, RowMac macs, SecurityEvents securityEvents) {
        this.jdbc = jdbc;
        this.mailboxes = mailboxes;
        this.macs = macs;
        this.securityEvents = securityEvents;
    }

    /**
     * Whether the officer was added; nobody is where the mailbox is taken, by staff or by an officer, also by a call still
     * running. In a transaction.
     */
    boolean add(Officer newcomer) {
        Optional<UUID> person = mailboxes.hold(newcomer.email(), HeldAs.OFFICER, newcomer.id());
        if (person.isEmpty()) {
            return false;
        }
        Officer officer = withPerson(newcomer, person.get());
        boolean added = jdbc.sql("""
                                insert into partners.officer (id, partner, name, email, language, created_at, person, mac)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(
                                officer.id(),
                                officer.partner().value(),
                                officer.name(),
                                officer.email(),
                                officer.language(),
                                Timestamp.from(officer.createdAt()),
                                person.get(),
                                mac(officer))
                        .update()
                == 1;
        if (!added) {
            mailboxes.release(officer.id());
        }
        return added;
    }

    Optional<Officer> find(String email) {
        return believed(rows(jdbc.sql(COLUMNS + "where lower(email) = lower(?)").param(email))).stream()
                .findFirst();
    }

    Optional<Officer> find(PartnerId partner, UUID id) {
        return row(partner, id).filter(this::isBelieved).map(Row::officer);
    }

    Optional<Officer> findPerson(UUID person) {
        return believed(rows(jdbc.sql(COLUMNS + "where person = ? order by created_at, id")
                        .param(person)))
                .stream()
                .findFirst();
    }

    /** A partner's, in the order in which they came. */
    List<Officer> of(PartnerId partner, int limit) {
        return believed(rows(jdbc.sql(COLUMNS + "where partner = ? order by created_at, id limit ?")
                .params(partner.value(), limit)));
    }

    /** A row, also one that is not believed. */
    Optional<Row> row(PartnerId partner, UUID id) {
        return rows(jdbc.sql(COLUMNS + "where partner = ? and id = ?").params(partner.value(), id)).stream()
                .findFirst();
    }

    /** Whether the officer was there. */
    boolean remove(PartnerId partner, UUID id) {
        mailboxes.release(id);
        return jdbc.sql("delete from partners.officer where partner = ? and id = ?")
                        .params(partner.value(), id)
                        .update()
                == 1;
    }

    /** Some of all rows, also of those that are not believed, in the order of their ids. */
    List<Row> rows(UUID after, int limit) {
        return rows(jdbc.sql(COLUMNS + "where id > ? order by id limit ?").params(after, limit));
    }

    /** Makes a row of before believed. */
    void adopt(Officer found, UUID person) {
        Officer officer = withPerson(found, person);
        jdbc.sql("update partners.officer set person = ?, mac = ? where id = ?")
                .params(person, mac(officer), officer.id())
                .update();
    }

    private List<Row> rows(JdbcClient.StatementSpec query) {
        return query.query((row, n) -> row(row)).list();
    }

    private List<Officer> believed(List<Row> rows) {
        return rows.stream().filter(this::isBelieved).map(Row::officer).toList();
    }

    private boolean isBelieved(Row row) {
        if (!row.isBelieved()) {
            securityEvents.record(
                    SecurityEvent.TAMPERING_FOUND,
                    Actor.unknown(),
                    TABLE + " " + Ids.text(row.officer().id()));
        }
        return row.isBelieved();
    }

    private static Officer withPerson(Officer officer, UUID person) {
        return new Officer(
                officer.id(),
                person,
                officer.partner(),
                officer.name(),
                officer.email(),
                officer.language(),
                officer.createdAt());
    }

    private byte[] mac(Officer officer) {
        return macs.of(TABLE, officer.signed());
    }

    private Row row(ResultSet row) throws SQLException {
        Officer officer = officer(row);
        return new Row(officer, macs.isTrue(row.getBytes("mac"), TABLE, officer.signed()));
    }

    static Officer officer(ResultSet row) throws SQLException {
        return new Officer(
                row.getObject("id", UUID.class),
                row.getObject("person", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                row.getTimestamp("created_at").toInstant());
    }
}
