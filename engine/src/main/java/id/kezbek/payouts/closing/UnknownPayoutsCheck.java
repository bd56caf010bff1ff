package id.kezbek.payouts.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks that no attempt of the month has an unknown result. */
@Component
class UnknownPayoutsCheck implements CloseCheck {

    private final JdbcClient jdbc;

    UnknownPayoutsCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "unknown-payouts";
    }

    @Override
    public Result look(CalendarMonth month) {
        return Result.missing(
                jdbc.sql("""
                                select count(*) from payouts.attempt
                                where state in ('SENDING', 'UNKNOWN') and started_at < ?""")
                        .param(Timestamp.from(month.end()))
                        .query(Long.class)
                        .single(),
                "attempts have an unknown result");
    }
}
