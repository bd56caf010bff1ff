package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requires that every difference of the month is resolved, written off or explained. */
@Component
class ExplainedBreaksCheck implements CloseCheck {

    private final JdbcClient jdbc;

    ExplainedBreaksCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "explained-breaks";
    }

    @Override
    public Result look(CalendarMonth month) {
        return Result.missing(
                jdbc.sql("""
                                select count(*) from reconciliation.break
                                where state = 'OPEN' and kind <> 'PENDING' and day between ? and ?""")
                        .params(month.firstDay(), month.lastDay())
                        .query(Long.class)
                        .single(),
                "differences are not explained");
    }
}
