package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of credentials: hashed keys, sealed secrets. */
@Component
class Credentials {

    private final JdbcClient jdbc;
    private final Sealing sealing;

    Credentials(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    void add(UUID id, PartnerId partner, Credential credential, Instant at) {
        byte[] secret = credential.apiSecret().getBytes(StandardCharsets.UTF_8);
        jdbc.sql("""
                        insert into partners.credential (id, partner, api_key_hash, sealed_secret, created_at)
                        values (?, ?, ?, ?, ?)""")
                .params(
                        id,
                        partner.value(),
                        Digests.sha256(credential.apiKey()),
                        sealing.seal(secret, context(id)),
                        Timestamp.from(at))
                .update();
    }

    /** The credential of this key, valid at this time. */
    Optional<SigningPartner> find(String apiKey, Instant at) {
        return jdbc.sql("""
                        select c.id, c.sealed_secret, p.id as partner, p.code, p.company, p.state
                        from partners.credential c join partners.partner p on p.id = c.partner
                        where c.api_key_hash = ? and (c.expires_at is null or c.expires_at > ?)""")
                .params(Digests.sha256(apiKey), Timestamp.from(at))
                .query((row, n) -> signingPartner(row))
                .optional();
    }

    private SigningPartner signingPartner(ResultSet row) throws SQLException {
        return new SigningPartner(
                new PartnerId(row.getLong("partner")),
                row.getString("code"),
                row.getString("company"),
                Partner.State.valueOf(row.getString("state")),
                sealing.open(row.getBytes("sealed_secret"), context(row.getObject("id", UUID.class))));
    }

    private static String context(UUID id) {
        return "partners.credential/" + id;
    }
}
