package id.kezbek.trials.torture.disturbances;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks whether the engine still has work in progress. */
public final class Rest {

    private static final String UNENDED = """
            select
              (select count(*) from payouts.payout p where p.state in ('PENDING', 'IN_FLIGHT', 'HELD')
                 and not exists (select from payouts.attempt a
                                 where a.payout = p.id and a.state = 'UNKNOWN' and a.provider = 'GOPAIDH2H'))
              + (select count(*) from payouts.attempt
                 where state = 'SENDING' or state = 'UNKNOWN' and provider <> 'GOPAIDH2H')
              + (select count(*) from payouts.refund where state = 'WAITING')
              + (select count(*) from notifications.email where state not in ('SENT', 'FAILED', 'SUPPRESSED'))
              + (select count(*) from cashback.purchase c where c.email is not null
                 and not exists (select from notifications.email e where e.model ->> 'reference' = c.reference))""";

    private Rest() {}

    public static boolean isReached(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(UNENDED)) {
            row.next();
            return row.getLong(1) == 0;
        }
    }
}
