package id.kezbek.access.passkeys;

import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of passkeys. Each row has a MAC, so an attacker who can write to the database cannot log in with a forged
 * row. A row with an invalid MAC is unusable, but the person still needs a passkey to log in.
 */
@Component
public class Passkeys {

    public static final String TABLE = "access.passkey";

    private static final String OF_MEMBER = """
            select id, staff, credential_id, credential, name, transports, counter, is_copyable, is_copied, created_at,
              used_at, mac
            from access.passkey where staff = ? order by created_at, id""";

    private final JdbcClient jdbc;
    private final RowMac macs;
    private final SecurityEvents events;

    Passkeys(JdbcClient jdbc, RowMac macs, SecurityEvents events) {
        this.jdbc = jdbc;
        this.macs = macs;
        this.events = events;
    }

    /**
     * Locks the member's row until the transaction ends. So a log-in cannot open a session without a passkey while the
     * member adds the first passkey.
     */
    void lock(UUID staff) {
        jdbc.sql("select id from access.staff where id = ? for no key update")
                .param(staff)
                .query(UUID.class)
                .optional();
    }

    /** Whether the member has a passkey; rows with an invalid MAC are included. */
    boolean isHeld(UUID staff) {
        return jdbc.sql("select exists (select from access.passkey where staff = ?)")
                .param(staff)
                .query(Boolean.class)
                .single();
    }

    /** How many passkeys each member has; a member without a passkey is absent from the map. */
    public Map<UUID, Integer> counts() {
        return jdbc
                .sql("select staff, count(*) from access.passkey group by staff")
                .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The usable passkeys of a member, the oldest first. */
    List<Passkey> of(UUID staff) {
        return jdbc.sql(OF_MEMBER).param(staff).query((row, n) -> believed(row)).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Adds a passkey; returns false if this credential is already registered, for any person. */
    boolean add(Passkey passkey) {
        return jdbc.sql("""
                                insert into access.passkey (id, staff, credential_id, credential, name, transports, counter,
                                  is_copyable, is_copied, created_at, mac)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (credential_id) do nothing""")
                        .param(passkey.id())
                        .param(passkey.staff())
                        .param(passkey.credentialId())
                        .param(passkey.credential())
                        .param(passkey.name())
                        .param(passkey.transports())
                        .param(passkey.counter())
                        .param(passkey.isCopyable())
                        .param(passkey.isCopied())
                        .param(Timestamp.from(passkey.createdAt()))
                        .param(macs.of(TABLE, passkey.fields()))
                        .update()
                == 1;
    }

    /**
     * Records a use of the passkey. Returns false if another log-in recorded a use first, because each counter value is
     * accepted only once.
     */
    boolean use(Passkey before, Passkey used) {
        return jdbc.sql("""
                                update access.passkey set counter = ?, is_copied = ?, used_at = ?, mac = ?
                                where id = ? and counter = ? and used_at is not distinct from ?""")
                        .param(used.counter())
                        .param(used.isCopied())
                        .param(timestamp(used))
                        .param(macs.of(TABLE, used.fields()))
                        .param(before.id())
                        .param(before.counter())
                        .param(timestamp(before))
                        .update()
                == 1;
    }

    boolean remove(UUID staff, UUID id) {
        return jdbc.sql("delete from access.passkey where id = ? and staff = ?")
                        .params(id, staff)
                        .update()
                == 1;
    }

    /** Removes all passkeys of a member, also rows with an invalid MAC; returns how many were removed. */
    int removeAll(UUID staff) {
        return jdbc.sql("delete from access.passkey where staff = ?")
                .param(staff)
                .update();
    }

    private static @Nullable Timestamp timestamp(Passkey passkey) {
        return passkey.usedAt() == null ? null : Timestamp.from(passkey.usedAt());
    }

    private Optional<Passkey> believed(ResultSet row) throws SQLException {
        Passkey passkey = passkey(row);
        if (macs.isTrue(row.getBytes("mac"), TABLE, passkey.fields())) {
            return Optional.of(passkey);
        }
        events.record(SecurityEvent.TAMPERING_FOUND, Actor.unknown(), TABLE + " " + Ids.text(passkey.id()));
        return Optional.empty();
    }

    /** The fields that the MAC covers. */
    public static @Nullable Object[] fields(ResultSet row) throws SQLException {
        return passkey(row).fields();
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        Timestamp used = row.getTimestamp("used_at");
        return new Passkey(
                row.getObject("id", UUID.class),
                row.getObject("staff", UUID.class),
                row.getBytes("credential_id"),
                row.getBytes("credential"),
                row.getString("name"),
                row.getString("transports"),
                row.getLong("counter"),
                row.getBoolean("is_copyable"),
                row.getBoolean("is_copied"),
                row.getTimestamp("created_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
