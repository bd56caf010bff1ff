package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseFigures;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The hashes of the statements with which the month was reconciled. The hashes show whether a file was replaced later.
 */
@Component
class StatementFigures implements CloseFigures {

    private final JdbcClient jdbc;

    StatementFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SortedMap<String, String> figures(CalendarMonth month) {
        SortedMap<String, String> hashes = new TreeMap<>();
        jdbc.sql("""
                        select provider || ' ' || from_day || ' ' || to_day,
                          string_agg(encode(sha256, 'hex'), ' ' order by sha256)
                        from reconciliation.file where state = 'LOADED' and to_day >= ? and from_day <= ?
                        group by provider, from_day, to_day""")
                .params(month.firstDay(), month.lastDay())
                .query((row, n) -> hashes.put("statement " + row.getString(1), row.getString(2)))
                .list();
        return hashes;
    }
}
