package id.kezbek.cashback.retention;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes, in portions, customers' cap totals of old periods. New purchases no longer read these totals. */
@Component
public class ForgetPeriods {

    /** Three months more than the longest period, so that staff can answer questions about a period that has ended. */
    static final int DAYS_KEPT = 124;

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 1_000;
    private static final CrashPoint CHUNK_FORGOTTEN = CrashPoint.named(
            "cashback.periods-forgotten", "one chunk of old customer periods is deleted, the next chunk is not");

    private final JdbcClient jdbc;
    private final Clock clock;

    ForgetPeriods(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Deletes at most a million totals; later runs delete the remaining totals. Returns the number of deleted totals. */
    public int forget() {
        LocalDate before = Jakarta.dayOf(clock.instant()).minusDays(DAYS_KEPT);
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = forgetChunk(before);
            all += forgotten;
            CHUNK_FORGOTTEN.reached();
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }

    private int forgetChunk(LocalDate before) {
        return jdbc.sql("""
                        delete from cashback.rule_customer where ctid = any(array(
                          select ctid from cashback.rule_customer where since < ? order by since limit ?))""").params(before, CHUNK).update();
    }
}
