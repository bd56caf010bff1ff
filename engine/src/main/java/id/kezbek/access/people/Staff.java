package id.kezbek.access.people;

import id.kezbek.people.Mailboxes;
import id.kezbek.people.Mailboxes.HeldAs;
import id.kezbek.people.PeopleAtRest;
import id.kezbek.people.PeopleRows;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of Kezbek's people. The methods that find members skip a row with an invalid MAC, because the engine did
 * not write this row.
 */
@Component
public class Staff implements PeopleRows {

    public static final String TABLE = "access.staff";

    private static final int ROWS_MAX = 100_000;

    private static final String COLUMNS =
            "select id, person, email, name, sealed_person, role, created_at, mac from access.staff ";

    /** @param person the permanent id of the person; null is possible only if the row's MAC is invalid */
    public record Member(UUID id, @Nullable UUID person, String email, String name, Role role, Instant addedAt) {

        public @Nullable Object[] signed() {
            return new @Nullable Object[] {id, person, email, name, role, addedAt};
        }

        @Override
        public String toString() {
            return "Member[" + Texts.maskedEmail(email) + ", " + role + "]";
        }
    }

    /** The encrypted part of a row. */
    record Identity(String email, String name) {

        static final Identity NOBODY = new Identity("", "");

        @Override
        public String toString() {
            return "Identity[hidden]";
        }
    }

    /** A row, valid or not. */
    public record Row(Member member, boolean isBelieved) {}

    private final JdbcClient jdbc;
    private final Mailboxes mailboxes;
    private final PeopleAtRest people;
    private final Sealing sealing;
    private final RowMac macs;
    private final SecurityEvents securityEvents;

    Staff(
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
     * Adds a member; returns false if a member of staff or an officer already has the mailbox. Requires a
     * transaction.
     */
    public boolean add(UUID id, String email, String name, Role role, Instant at) {
        Optional<UUID> person = mailboxes.hold(email, HeldAs.STAFF, id);
        if (person.isEmpty()) {
            return false;
        }
        Member member = new Member(id, person.get(), email, name, role, at.truncatedTo(ChronoUnit.MICROS));
        boolean isClear = people.isClearTextWritten();
        boolean added = jdbc.sql("""
                                insert into access.staff (id, email, name, sealed_person, role, created_at, person, mac)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .param(id)
                        .param(PeopleAtRest.clear(isClear, email))
                        .param(PeopleAtRest.clear(isClear, name))
                        .param(people.seal(new Identity(email, name), context(id)))
                        .param(role.name())
                        .param(Timestamp.from(member.addedAt()))
                        .param(person.get())
                        .param(mac(member))
                        .update()
                == 1;
        if (!added) {
            mailboxes.release(id);
        }
        return added;
    }

    public boolean isAnybody() {
        return jdbc.sql("select exists (select from access.staff)")
                .query(Boolean.class)
                .single();
    }

    /** Lets only one transaction at a time change staff, because each change also reads the other members. */
    public void lock() {
        jdbc.sql("lock table access.staff in share row exclusive mode").update();
    }

    public void changeRole(Member member, Role role) {
        Member changed =
                new Member(member.id(), member.person(), member.email(), member.name(), role, member.addedAt());
        requireOne(jdbc.sql("update access.staff set role = ?, mac = ? where id = ?")
                .params(role.name(), mac(changed), member.id())
                .update());
    }

    public void remove(UUID id) {
        requireOne(jdbc.sql("delete from access.staff where id = ?").param(id).update());
        mailboxes.release(id);
    }

    private static void requireOne(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("The row of a member of staff disappeared during the change");
        }
    }

    public Optional<Member> find(String email) {
        UUID person = mailboxes.find(email).orElse(null);
        return believed(jdbc.sql(COLUMNS + "where person = ?::uuid or lower(email) = lower(?) order by created_at, id")
                        .param(person)
                        .param(email)
                        .query((row, n) -> row(row))
                        .list())
                .stream()
                .filter(member -> member.email().equalsIgnoreCase(email))
                .findFirst();
    }

    public Optional<Member> find(UUID id) {
        return believed(jdbc.sql(COLUMNS + "where id = ?").param(id));
    }

    /**
     * The valid members of staff with this person id. There are several only if an earlier version stored two spellings
     * of one address.
     */
    List<Member> ofPerson(UUID person) {
        return believed(jdbc.sql(COLUMNS + "where person = ? order by created_at, id")
                .param(person)
                .query((row, n) -> row(row))
                .list());
    }

    /** All valid members, in the order in which they were added. */
    List<Member> all(int limit) {
        return believed(rows(limit));
    }

    /** All rows, including invalid ones. */
    List<Row> rows(int limit) {
        return jdbc.sql(COLUMNS + "order by created_at, id limit ?")
                .param(limit)
                .query((row, n) -> row(row))
                .list();
    }

    /** A row, valid or not. */
    public Optional<Row> row(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> row(row))
                .optional();
    }

    /** Adds a MAC to a row that was written before MACs existed. The row is assigned to the owner of its mailbox. */
    Member adopt(Member found, UUID person) {
        Member member = new Member(found.id(), person, found.email(), found.name(), found.role(), found.addedAt());
        requireOne(jdbc.sql("update access.staff set person = ?, mac = ? where id = ?")
                .params(person, mac(member), member.id())
                .update());
        return member;
    }

    @Override
    public Sealed sealRowsOfBefore() {
        int sealed = rows(ROWS_MAX).stream()
                .filter(Row::isBelieved)
                .map(Row::member)
                .mapToInt(this::seal)
                .sum();
        return new Sealed(sealed, 0);
    }

    private int seal(Member member) {
        return jdbc.sql("""
                        update access.staff set sealed_person = ?, email = null, name = null
                        where id = ? and email = ? and name = ?""")
                .params(
                        people.seal(new Identity(member.email(), member.name()), context(member.id())),
                        member.id(),
                        member.email(),
                        member.name())
                .update();
    }

    private Optional<Member> believed(JdbcClient.StatementSpec query) {
        return believed(query.query((row, n) -> row(row)).list()).stream().findFirst();
    }

    private List<Member> believed(List<Row> rows) {
        return rows.stream().filter(this::isBelieved).map(Row::member).toList();
    }

    private boolean isBelieved(Row row) {
        if (!row.isBelieved()) {
            securityEvents.record(
                    SecurityEvent.TAMPERING_FOUND,
                    Actor.unknown(),
                    TABLE + " " + Ids.text(row.member().id()));
        }
        return row.isBelieved();
    }

    private byte[] mac(Member member) {
        return macs.of(TABLE, member.signed());
    }

    private Row row(ResultSet row) throws SQLException {
        Member member = member(row, sealing);
        return new Row(member, macs.isTrue(row.getBytes("mac"), TABLE, member.signed()));
    }

    public static String context(UUID id) {
        return TABLE + "/" + id;
    }

    public static Member member(ResultSet row, Sealing sealing) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Identity identity = identity(row, id, sealing);
        return new Member(
                id,
                row.getObject("person", UUID.class),
                identity.email(),
                identity.name(),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant());
    }

    /**
     * Only an engine of the previous version writes unencrypted text, so this text is newer than the encrypted value.
     * If an encrypted value cannot be decrypted, its row belongs to no person.
     */
    private static Identity identity(ResultSet row, UUID id, Sealing sealing) throws SQLException {
        String email = row.getString("email");
        return email == null
                ? PeopleAtRest.open(sealing, row.getBytes("sealed_person"), Identity.class, context(id))
                        .orElse(Identity.NOBODY)
                : new Identity(email, Objects.requireNonNullElse(row.getString("name"), ""));
    }
}
