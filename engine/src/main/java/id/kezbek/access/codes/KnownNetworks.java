package id.kezbek.access.codes;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of networks from which accounts have logged in. */
@Component
public class KnownNetworks {

    /** How long a network remains known after the account's last log-in from it. */
    static final Duration KNOWN_FOR = Duration.ofDays(90);

    private final JdbcClient jdbc;

    KnownNetworks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean contains(byte[] account, byte[] network, Instant now) {
        return jdbc.sql("""
                        select exists (select from access.known_network
                                       where account = ? and network = ? and last_used_at > ?)""")
                .params(account, network, Timestamp.from(now.minus(KNOWN_FOR)))
                .query(Boolean.class)
                .single();
    }

    public void note(byte[] account, byte[] network, Instant now) {
        jdbc.sql("""
                        insert into access.known_network values (?, ?, ?)
                        on conflict (account, network) do update set last_used_at = excluded.last_used_at""").params(account, network, Timestamp.from(now)).update();
    }

    /** Deletes up to {@code limit} networks that are no longer known; returns how many were deleted. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.known_network where (account, network) in
                          (select account, network from access.known_network where last_used_at < ? limit ?)""")
                .params(Timestamp.from(before.minus(KNOWN_FOR)), limit)
                .update();
    }
}
