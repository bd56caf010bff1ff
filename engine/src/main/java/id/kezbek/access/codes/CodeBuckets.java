package id.kezbek.access.codes;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Token buckets that limit, for each account, how many codes are created or guessed. A row stores only the time at
 * which its bucket is full again.
 */
@Component
public class CodeBuckets {

    /** A full bucket has {@code size} tokens. A bucket that is not full gets one token back per {@code every}. */
    record Rule(int size, Duration every) {

        /** A bucket that still has {@code price} tokens is full again within this time. */
        private Duration room(int price) {
            return every.multipliedBy((long) size - price);
        }
    }

    private final JdbcClient jdbc;

    CodeBuckets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes {@code price} tokens in one SQL statement; returns false if the bucket has fewer tokens. */
    boolean take(byte[] account, byte[] bucket, Rule rule, int price, Instant now) {
        return jdbc.sql("""
                        insert into access.code_bucket as b (account, bucket, full_at)
                        values (:account, :bucket, :now::timestamptz + :seconds * interval '1 second')
                        on conflict (account, bucket) do update
                          set full_at = greatest(b.full_at, :now::timestamptz) + :seconds * interval '1 second'
                          where b.full_at <= :latest""")
                        .param("account", account)
                        .param("bucket", bucket)
                        .param("now", Timestamp.from(now))
                        .param("seconds", price * rule.every().toSeconds())
                        .param("latest", Timestamp.from(now.plus(rule.room(price))))
                        .update()
                == 1;
    }

    /** Puts the tokens of a preceding {@link #take} back into the bucket. */
    void giveBack(byte[] account, byte[] bucket, Rule rule, int price) {
        jdbc.sql("""
                        update access.code_bucket set full_at = full_at - ? * interval '1 second'
                        where account = ? and bucket = ?""").params(price * rule.every().toSeconds(), account, bucket).update();
    }

    /** The earliest time at which the bucket has a token; {@code now} if it has a token already. */
    Instant nextAt(byte[] account, byte[] bucket, Rule rule, Instant now) {
        return jdbc.sql("select full_at from access.code_bucket where account = ? and bucket = ?")
                .params(account, bucket)
                .query((row, n) -> row.getTimestamp(1).toInstant().minus(rule.room(1)))
                .optional()
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }

    /** Fills all buckets of the account; returns false if all were already full. */
    boolean fill(byte[] account, Instant now) {
        return jdbc.sql("delete from access.code_bucket where account = ? and full_at > ?")
                        .params(account, Timestamp.from(now))
                        .update()
                > 0;
    }

    /** Deletes up to {@code limit} full buckets; returns how many were deleted. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.code_bucket where (account, bucket) in
                          (select account, bucket from access.code_bucket where full_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
