package id.kezbek.access.emergency;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of used break-glass codes. */
@Component
class UsedBreakGlass {

    private final JdbcClient jdbc;

    UsedBreakGlass(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Marks the code as used. Returns true only for the first use; of two concurrent callers, exactly one gets true.
     */
    boolean take(byte[] entry, UUID staff, Instant now) {
        return jdbc.sql("insert into access.used_break_glass values (?, ?, ?) on conflict do nothing")
                        .params(entry, staff, Timestamp.from(now))
                        .update()
                == 1;
    }

    /** How many of these codes were used. */
    long count(List<byte[]> entries) {
        return jdbc.sql("select count(*) from access.used_break_glass where code_hash = any (?)")
                .param(entries.toArray(byte[][]::new))
                .query(Long.class)
                .single();
    }
}
