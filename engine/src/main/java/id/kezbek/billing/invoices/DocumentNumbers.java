package id.kezbek.billing.invoices;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Document numbers without gaps. The row of the number series stays locked until the caller's transaction ends; if the
 * transaction is rolled back, the next transaction gets the same number. Callers should take the number late in their
 * transaction, so that other callers wait only briefly.
 */
@Component
public class DocumentNumbers {

    public enum Series {
        INV,
        CN
    }

    /** A document number, written for example as {@code INV/2026/000042}. */
    public record Number(Series series, int year, int sequence) {

        public String text() {
            return String.format(Locale.ROOT, "%s/%d/%06d", series, year, sequence);
        }
    }

    private final JdbcClient jdbc;

    DocumentNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Number next(Series series, int year) {
        int sequence =
                jdbc.sql("""
                        insert into billing.document_series as s (series, year, last) values (?, ?, 1)
                        on conflict (series, year) do update set last = s.last + 1 returning last""").params(series.name(), year).query(Integer.class).single();
        return new Number(series, year, sequence);
    }
}
