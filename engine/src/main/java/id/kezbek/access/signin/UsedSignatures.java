package id.kezbek.access.signin;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of signatures that opened a session. */
@Component
public class UsedSignatures {

    private final JdbcClient jdbc;

    UsedSignatures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records the signature as used. Returns true only for the first use; of two concurrent callers, exactly one gets
     * true.
     */
    boolean take(byte[] signature, Instant expiresAt) {
        return jdbc.sql("insert into access.used_signature values (?, ?) on conflict do nothing")
                        .params(signature, Timestamp.from(expiresAt))
                        .update()
                == 1;
    }

    /** Deletes up to {@code limit} expired signatures; returns how many were deleted. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.used_signature where signature in
                          (select signature from access.used_signature where expires_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
