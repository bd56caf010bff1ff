package id.kezbek.partners.officers;

import id.kezbek.partners.Officer;
import id.kezbek.people.Mailboxes;
import id.kezbek.people.Mailboxes.HeldAs;
import id.kezbek.people.PeopleAtRest;
import id.kezbek.people.PeopleRows;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of partners' officers. The engine ignores a row with a wrong MAC, because the engine did not write this
 * row.
 */
@Component
public class Officers implements PeopleRows {

    public static final String TABLE = "partners.officer";

    private static final int AT_ONCE = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String COLUMNS =
            "select id, person, partner, name, email, sealed_person, language, created_at, mac from partners.officer ";

    /** The encrypted identity. */
    record Identity(String email, String name) {

        static final Identity NOBODY = new Identity("", "");

        @Override
        public String toString() {
            return "Identity[hidden]";
        }
    }

    /** A row with or without a valid MAC. */
    public record Row(Officer officer, boolean isBelieved) {}

    private final JdbcClient jdbc;
    private final Mailboxes mailboxes;
    private final PeopleAtRest people;
    private final Sealing sealing;
    private final RowMac macs;
    private final SecurityEvents securityEvents;

    Officers(
            JdbcClient jdbc,
            Mailboxes mailboxes,
            PeopleAtRest people,
            Sealing sealing,
            RowMac macs,
            SecurityEvents securityEvents) {
        this.jdbc = jdbc;
        this.mailboxes = mailboxes;
        this.people = people;
        this.sealing = sealing;
        this.macs = macs;
        this.securityEvents = securityEvents;
    }

    /**
     * Adds an officer. Returns false if the mailbox belongs to staff or to another officer. Safe with concurrent
     * requests. Needs a transaction.
     */
    public boolean add(Officer newcomer) {
        Optional<UUID> person = mailboxes.hold(newcomer.email(), HeldAs.OFFICER, newcomer.id());
        if (person.isEmpty()) {
            return false;
        }
        Officer officer = withPerson(newcomer, person.get());
        boolean isClear = people.isClearTextWritten();
        boolean added = jdbc.sql("""
                                insert into partners.officer
                                  (id, partner, name, email, sealed_person, language, created_at, person, mac)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .param(officer.id())
                        .param(officer.partner().value())
                        .param(PeopleAtRest.clear(isClear, officer.name()))
                        .param(PeopleAtRest.clear(isClear, officer.email()))
                        .param(sealed(officer))
                        .param(officer.language())
                        .param(Timestamp.from(officer.createdAt()))
                        .param(person.get())
                        .param(mac(officer))
                        .update()
                == 1;
        if (!added) {
            mailboxes.release(officer.id());
        }
        return added;
    }

    public Optional<Officer> find(String email) {
        UUID person = mailboxes.find(email).orElse(null);
        return believed(rows(
                        jdbc.sql(COLUMNS + "where person = ?::uuid or lower(email) = lower(?) order by created_at, id")
                                .param(person)
                                .param(email)))
                .stream()
                .filter(officer -> officer.email().equalsIgnoreCase(email))
                .findFirst();
    }

    public Optional<Officer> find(PartnerId partner, UUID id) {
        return row(partner, id).filter(this::isBelieved).map(Row::officer);
    }

    public Optional<Officer> findPerson(UUID person) {
        return believed(rows(jdbc.sql(COLUMNS + "where person = ? order by created_at, id")
                        .param(person)))
                .stream()
                .findFirst();
    }

    /** A partner's officers, in the order in which they were added. */
    public List<Officer> of(PartnerId partner, int limit) {
        return believed(rows(jdbc.sql(COLUMNS + "where partner = ? order by created_at, id limit ?")
                .params(partner.value(), limit)));
    }

    /** A row, with or without a valid MAC. */
    Optional<Row> row(PartnerId partner, UUID id) {
        return rows(jdbc.sql(COLUMNS + "where partner = ? and id = ?").params(partner.value(), id)).stream()
                .findFirst();
    }

    /** Removes an officer, and returns whether the officer existed. */
    boolean remove(PartnerId partner, UUID id) {
        mailboxes.release(id);
        return jdbc.sql("delete from partners.officer where partner = ? and id = ?")
                        .params(partner.value(), id)
                        .update()
                == 1;
    }

    /** The next rows in the order of their ids, with or without a valid MAC. */
    public List<Row> rows(UUID after, int limit) {
        return rows(jdbc.sql(COLUMNS + "where id > ? order by id limit ?").params(after, limit));
    }

    /** Adds a MAC to a row from before MACs existed. */
    public void adopt(Officer found, UUID person) {
        Officer officer = withPerson(found, person);
        jdbc.sql("update partners.officer set person = ?, mac = ? where id = ?")
                .params(person, mac(officer), officer.id())
                .update();
    }

    @Override
    public Sealed sealRowsOfBefore() {
        int sealed = 0;
        UUID after = BEFORE_ALL;
        List<Row> rows;
        do {
            rows = rows(after, AT_ONCE);
            for (Row row : rows) {
                sealed += row.isBelieved() ? seal(row.officer()) : 0;
                after = row.officer().id();
            }
        } while (rows.size() == AT_ONCE);
        return new Sealed(sealed, 0);
    }

    private int seal(Officer officer) {
        return jdbc.sql("""
                        update partners.officer set sealed_person = ?, email = null, name = null
                        where id = ? and email = ? and name = ?""")
                .params(sealed(officer), officer.id(), officer.email(), officer.name())
                .update();
    }

    private byte[] sealed(Officer officer) {
        return people.seal(new Identity(officer.email(), officer.name()), context(officer.id()));
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
        Officer officer = officer(row, sealing);
        return new Row(officer, macs.isTrue(row.getBytes("mac"), TABLE, officer.signed()));
    }

    public static String context(UUID id) {
        return TABLE + "/" + id;
    }

    public static Officer officer(ResultSet row, Sealing sealing) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Identity identity = identity(row, id, sealing);
        return new Officer(
                id,
                row.getObject("person", UUID.class),
                new PartnerId(row.getLong("partner")),
                identity.name(),
                identity.email(),
                row.getString("language"),
                row.getTimestamp("created_at").toInstant());
    }

    /**
     * Reads the identity. Clear text is used first: only an engine of the previous version writes clear text, so it is
     * the newest value. A value that cannot be decrypted gives an empty identity.
     */
    private static Identity identity(ResultSet row, UUID id, Sealing sealing) throws SQLException {
        String email = row.getString("email");
        return email == null
                ? PeopleAtRest.open(sealing, row.getBytes("sealed_person"), Identity.class, context(id))
                        .orElse(Identity.NOBODY)
                : new Identity(email, Objects.requireNonNullElse(row.getString("name"), ""));
    }
}
