package id.kezbek.partners.credentials;

import id.kezbek.partners.Credential;
import id.kezbek.partners.Partner;
import id.kezbek.partners.SigningPartner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of credentials: hashed keys and encrypted secrets. A MAC binds each key to its partner and expiry time. A
 * credential without a valid MAC is rejected: a person with write access to the database may have created it.
 */
@Component
public class Credentials {

    /** The maximum number of valid credentials per partner. */
    static final int GOOD_MAX = 10;
    /** The maximum number of credentials in a list, the newest first. Only listed credentials can be revoked by id. */
    private static final int KNOWN_MAX = 200;

    private static final int HINT_LENGTH = 6;
    /** The minimum time between two updates of {@code last_used_at}, so that few log-ins write to the table. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    public static final String TABLE = "partners.credential";

    private static final String SIGNED = "c.id, c.partner, c.api_key_hash, c.expires_at, c.mac";

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final RowMac macs;
    private final SecurityEvents events;

    Credentials(JdbcClient jdbc, Sealing sealing, RowMac macs, SecurityEvents events) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.macs = macs;
        this.events = events;
    }

    /** @param approval the approval of the credential; null without an approval */
    public void add(UUID id, PartnerId partner, Credential credential, @Nullable UUID approval, Instant at) {
        byte[] secret = credential.apiSecret().getBytes(StandardCharsets.UTF_8);
        byte[] keyHash = Digests.sha256(credential.apiKey());
        jdbc.sql("""
                        insert into partners.credential
                          (id, partner, api_key_hash, sealed_secret, key_hint, approval, created_at, mac)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id)
                .param(partner.value())
                .param(keyHash)
                .param(sealing.seal(secret, context(id)))
                .param(credential.apiKey().substring(0, HINT_LENGTH))
                .param(approval)
                .param(Timestamp.from(at))
                .param(macs.of(TABLE, id, partner.value(), keyHash, null))
                .update();
    }

    /** The credential with this key; empty if the credential is not valid at this time. */
    public Optional<SigningPartner> find(String apiKey, Instant at) {
        return jdbc.sql("select " + SIGNED + """
                        , c.sealed_secret, p.code, p.company, p.state
                        from partners.credential c join partners.partner p on p.id = c.partner
                        where c.api_key_hash = ? and (c.expires_at is null or c.expires_at > ?)""")
                .params(Digests.sha256(apiKey), Timestamp.from(at))
                .query((row, n) ->
                        isBelieved(row) ? Optional.of(signingPartner(row)) : Optional.<SigningPartner>empty())
                .optional()
                .flatMap(Function.identity());
    }

    /** A partner's credentials, the newest first. */
    public List<KnownCredential> of(PartnerId partner) {
        return jdbc.sql("""
                        select id, key_hint, created_at, expires_at, last_used_at from partners.credential
                        where partner = ? order by created_at desc, id desc limit ?""")
                .params(partner.value(), KNOWN_MAX)
                .query((row, n) -> new KnownCredential(
                        row.getObject("id", UUID.class),
                        row.getString("key_hint"),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "expires_at"),
                        instant(row, "last_used_at")))
                .list();
    }

    /** @throws Refusal STATE_CONFLICT if the partner has the maximum number of valid credentials */
    void requireRoom(PartnerId partner, Instant at) {
        long good = of(partner).stream().filter(one -> one.isGoodAt(at)).count();
        if (good >= GOOD_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the partner has " + GOOD_MAX + " valid credentials, the maximum; revoke one first");
        }
    }

    boolean isCollected(UUID approval) {
        return jdbc.sql("select exists (select from partners.credential where approval = ?)")
                .param(approval)
                .query(Boolean.class)
                .single();
    }

    /** Makes all credentials of a partner expire at this time or earlier. */
    void endAll(PartnerId partner, Instant at) {
        end("c.partner = ? and (c.expires_at is null or c.expires_at > ?)", at, partner.value(), Timestamp.from(at));
    }

    void end(UUID credential, Instant at) {
        end("c.id = ?", at, credential);
    }

    /** Sets the expiry time. A credential with an invalid MAC gets no new MAC. */
    private void end(String which, Instant at, Object... parameters) {
        jdbc.sql("select " + SIGNED + " from partners.credential c where " + which + " order by c.id for update")
                .params(parameters)
                .query((row, n) -> new Ending(row.getObject("id", UUID.class), macUntil(row, at)))
                .list()
                .forEach(ending -> jdbc.sql("update partners.credential set expires_at = ?, mac = ? where id = ?")
                        .param(Timestamp.from(at))
                        .param(ending.mac())
                        .param(ending.credential())
                        .update());
    }

    /** @param mac the MAC of the row with the new expiry time; null if the row is not valid */
    private record Ending(UUID credential, byte @Nullable [] mac) {}

    private byte @Nullable [] macUntil(ResultSet row, Instant at) throws SQLException {
        @Nullable Object[] fields = fields(row);
        fields[fields.length - 1] = at;
        return isBelieved(row) ? macs.of(TABLE, fields) : null;
    }

    private boolean isBelieved(ResultSet row) throws SQLException {
        boolean isBelieved = macs.isTrue(row.getBytes("mac"), TABLE, fields(row));
        if (!isBelieved) {
            events.record(
                    SecurityEvent.TAMPERING_FOUND, Actor.unknown(), TABLE + " " + row.getObject("id", UUID.class));
        }
        return isBelieved;
    }

    /**
     * The fields in the MAC. The secret is not one of them. Its encryption binds the secret to the id, and a change of
     * the master key changes the encrypted bytes.
     */
    public static @Nullable Object[] fields(ResultSet row) throws SQLException {
        return new @Nullable Object[] {
            row.getObject("id", UUID.class),
            row.getLong("partner"),
            row.getBytes("api_key_hash"),
            instant(row, "expires_at")
        };
    }

    public void noteUse(UUID credential, Instant at) {
        jdbc.sql("""
                        update partners.credential set last_used_at = ?
                        where id = ? and (last_used_at is null or last_used_at < ?)""")
                .params(Timestamp.from(at), credential, Timestamp.from(at.minus(USE_NOTED_EVERY)))
                .update();
    }

    /**
     * The expiry time of each credential that has an expiry time. A credential without a valid MAC is treated as
     * already expired.
     */
    public Map<UUID, Instant> ends() {
        Map<UUID, Instant> ends = new HashMap<>();
        jdbc.sql("select " + SIGNED + " from partners.credential c").query(row -> {
            Instant end = isBelieved(row) ? instant(row, "expires_at") : Instant.EPOCH;
            if (end != null) {
                ends.put(row.getObject("id", UUID.class), end);
            }
        });
        return ends;
    }

    private SigningPartner signingPartner(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new SigningPartner(
                id,
                new PartnerId(row.getLong("partner")),
                row.getString("code"),
                row.getString("company"),
                Partner.State.valueOf(row.getString("state")),
                sealing.open(row.getBytes("sealed_secret"), context(id)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    public static String context(UUID id) {
        return "partners.credential/" + id;
    }
}
