package id.kezbek.billing.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseFigures;
import java.sql.Timestamp;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of a month's close: the invoices and credit notes issued in the month, each with total and hash. */
@Component
class InvoiceFigures implements CloseFigures {

    private final JdbcClient jdbc;

    InvoiceFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SortedMap<String, String> figures(CalendarMonth month) {
        SortedMap<String, String> documents = new TreeMap<>();
        jdbc.sql("""
                        select 'invoice ' || number, total || ' ' || sha256 from billing.invoice
                        where issued_at >= :start and issued_at < :end
                        union all
                        select 'credit note ' || number, total || ' ' || coalesce(sha256, '') from billing.credit_note
                        where issued_at >= :start and issued_at < :end""")
                .param("start", Timestamp.from(month.start()))
                .param("end", Timestamp.from(month.end()))
                .query((row, n) -> documents.put(row.getString(1), row.getString(2)))
                .list();
        return documents;
    }
}
