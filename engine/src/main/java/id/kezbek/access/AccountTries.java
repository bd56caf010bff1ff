package id.kezbek.access;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often an account was asked for and guessed at within a day, whatever the addresses that callers came from. An
 * account is the hash of an e-mail address, whether anybody has that or not.
 */
@Component
class AccountTries {

    static final Duration DAY = Duration.ofHours(24);
    /** Thirty guesses a day at six digits: once in ninety years for an account that is guessed at every day. */
    static final int WRONG_MAX = 30;
    /** So that nobody's mailbox is flooded either. */
    static final int CHALLENGES_MAX = 40;

    /** @param since when the account's day began */
    record Tries(Instant since, int challenges, int wrong) {

        boolean isUsedUp() {
            return wrong >= WRONG_MAX || challenges >= CHALLENGES_MAX;
        }

        boolean mayStillBeAnswered() {
            return wrong < WRONG_MAX;
        }

        Instant until() {
            return since.plus(DAY);
        }
    }

    private final JdbcClient jdbc;

    AccountTries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account's day, begun anew where it is over; locked until the transaction ends, so that callers take turns. */
    Tries take(byte[] account, Instant now) {
        return jdbc.sql("""
                        insert into access.account_tries as t (account, since) values (:account, :now)
                        on conflict (account) do update set
                          since = case when t.since <= :over then excluded.since else t.since end,
                          challenges = case when t.since <= :over then 0 else t.challenges end,
                          wrong = case when t.since <= :over then 0 else t.wrong end
                        returning since, challenges, wrong""")
                .param("account", account)
                .param("now", Timestamp.from(now))
                .param("over", Timestamp.from(now.minus(DAY)))
                .query((row, n) -> new Tries(row.getTimestamp(1).toInstant(), row.getInt(2), row.getInt(3)))
                .single();
    }

    void countChallenge(byte[] account) {
        jdbc.sql("update access.account_tries set challenges = challenges + 1 where account = ?")
                .param(account)
                .update();
    }

    void countWrong(byte[] account) {
        jdbc.sql("update access.account_tries set wrong = wrong + 1 where account = ?")
                .param(account)
                .update();
    }

    /** Begins the account's day anew; false where nothing was counted in it. */
    boolean clear(byte[] account) {
        return jdbc.sql("delete from access.account_tries where account = ? and (challenges > 0 or wrong > 0)")
                        .param(account)
                        .update()
                == 1;
    }

    /** Forgets some of those whose day is over; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.account_tries where account in
                          (select account from access.account_tries where since < ? limit ?)""").params(Timestamp.from(before.minus(DAY)), limit).update();
    }
}
