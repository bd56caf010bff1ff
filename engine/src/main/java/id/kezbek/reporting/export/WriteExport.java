package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.Column;
import id.kezbek.reporting.formats.Column.Kind;
import id.kezbek.reporting.formats.Table;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.web.reading.ListPage;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/**
 * Reads a list from one snapshot, page by page. The rows are written immediately, so that only one page is in memory.
 */
@Component
public class WriteExport {

    /** The size of a page. Pages are large, so that the look-ups of a list need few round trips. */
    private static final int PAGE_ROWS = 2_000;

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    /**
     * The request for an export.
     *
     * @param variables the variables of the list's path
     * @param filters the filters of the list's query
     */
    public record Asked(
            ExportedList list,
            Map<String, String> variables,
            MultiValueMap<String, String> filters,
            TableFormat format,
            Caller caller) {

        /** @throws Refusal if the filters contain paging parameters */
        public static Asked of(
                ExportedList list,
                Map<String, String> variables,
                MultiValueMap<String, String> filters,
                TableFormat format,
                Caller caller) {
            ListAddresses.requireFilters(list, filters, "query");
            return new Asked(list, variables, filters, format, caller);
        }

        @Override
        public String toString() {
            return "Asked[" + list.path() + ", " + format + "]";
        }
    }

    /** Thrown if the export has more rows than the maximum. */
    static final class TooManyRows extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRows() {
            super(null, null, false, false);
        }
    }

    private final ConsistentReads reads;
    private final JdbcClient jdbc;

    WriteExport(ConsistentReads reads, JdbcClient jdbc) {
        this.reads = reads;
        this.jdbc = jdbc;
    }

    /**
     * Writes an export.
     *
     * @param rowsMax the maximum number of rows
     * @param progress receives the number of rows after each page
     * @throws TooManyRows if the list has more rows
     * @throws Refusal for the same reasons as the list's GET
     */
    Manifest write(Asked asked, OutputStream out, long rowsMax, LongConsumer progress) throws IOException {
        try {
            return reads.read(asked.caller(), () -> rows(asked, out, rowsMax, progress));
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("An export could not be written", failed);
        }
    }

    private Manifest rows(Asked asked, OutputStream out, long rowsMax, LongConsumer progress) throws IOException {
        Instant asOf = asOf();
        List<Column> columns = asked.list().columns();
        BigDecimal[] sums = new BigDecimal[columns.size()];
        long rows = 0;
        Counted counted = new Counted(out);
        try (Table table = asked.format().open(asked.list().name(), columns, counted);
                PageWriter writer = new PageWriter(items -> {
                    for (Object item : items) {
                        @Nullable Object[] values = asked.list().values(item);
                        add(values, sums);
                        table.row(values);
                    }
                })) {
            @Nullable String cursor = null;
            do {
                ListPage<?> page =
                        asked.list().page(asked.caller(), asked.variables(), asked.filters(), PAGE_ROWS, cursor);
                rows += page.items().size();
                if (rows > rowsMax) {
                    throw new TooManyRows();
                }
                writer.write(page.items());
                progress.accept(rows);
                cursor = page.nextCursor();
            } while (cursor != null);
            writer.finish();
        }
        return new Manifest(
                asOf, rows, totals(columns, sums), counted.bytes, HexFormat.of().formatHex(counted.digest()));
    }

    /**
     * The time of the snapshot. A replica can lag behind, so on a replica the result is the time of the last replayed
     * transaction.
     */
    private Instant asOf() {
        return jdbc.sql(
                        "select coalesce(case when pg_is_in_recovery() then pg_last_xact_replay_timestamp() end, now())")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private static void add(@Nullable Object[] values, BigDecimal[] sums) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof BigDecimal amount) {
                sums[i] = sums[i] == null ? amount : sums[i].add(amount);
            }
        }
    }

    private static Map<String, BigDecimal> totals(List<Column> columns, BigDecimal[] sums) {
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            if (columns.get(i).kind() == Kind.AMOUNT) {
                totals.put(columns.get(i).name(), sums[i] == null ? NOTHING : sums[i]);
            }
        }
        return totals;
    }

    private static final class Counted extends DigestOutputStream {

        private long bytes;

        private Counted(OutputStream out) {
            super(out, Digests.newSha256());
        }

        private byte[] digest() {
            MessageDigest all = getMessageDigest();
            return all.digest();
        }

        @Override
        public void write(int one) throws IOException {
            super.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            super.write(some, offset, length);
            bytes += length;
        }
    }
}
