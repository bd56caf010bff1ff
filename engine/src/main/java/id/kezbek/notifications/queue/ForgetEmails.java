package id.kezbek.notifications.queue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the addresses and texts of old e-mails. The e-mails' states, times and transactions remain. */
@Component
public class ForgetEmails {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keptFor;

    ForgetEmails(
            JdbcClient jdbc, Clock clock, @Value("${cezbek.notifications.emails-kept-for:P90D}") Duration keptFor) {
        if (!keptFor.isPositive()) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.emails-kept-for must be above zero, for example P90D");
        }
        this.jdbc = jdbc;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** Clears at most ten million e-mails and returns their number. The next run clears more. */
    public int run() {
        Instant before = clock.instant().minus(keptFor);
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = forgetChunk(Timestamp.from(before));
            all += forgotten;
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }

    /** Also makes failed e-mails expire, so that a redrive does not send them without an address. */
    private int forgetChunk(Timestamp before) {
        return jdbc.sql("""
                        update notifications.email set recipient = '', sealed_recipient = null, recipient_hash = null, sealed_model = null,
                          model = jsonb_strip_nulls(jsonb_build_object('transaction_id', model -> 'transaction_id')),
                          useful_until = case when state = 'FAILED' then coalesce(useful_until, changed_at) else useful_until end
                        where id in (select id from notifications.email
                          where (recipient <> '' or sealed_recipient is not null) and changed_at < ?
                            and state in ('SENT', 'FAILED', 'SUPPRESSED')
                          order by changed_at limit ? for update skip locked)""").params(before, CHUNK).update();
    }
}
