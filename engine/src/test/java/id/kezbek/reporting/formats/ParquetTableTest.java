package id.kezbek.reporting.formats;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, read with DuckDB. */
class ParquetTableTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Column.Kind.TEXT),
            new Column("wallet", Column.Kind.TEXT),
            new Column("amount", Column.Kind.AMOUNT),
            new Column("number", Column.Kind.WHOLE),
            new Column("at", Column.Kind.TIME),
            new Column("day", Column.Kind.DAY),
            new Column("flag", Column.Kind.FLAG));

    /** More rows than a row group contains, so that the file has several. */
    private static final int ROWS = 300_000;

    @TempDir
    Path folder;

    @Test
    void anotherProgramReadsEveryRowAndSumsThemUp() throws Exception {
        Path file = folder.resolve("rows.parquet");
        Instant first = Instant.parse("2026-11-30T17:00:00.000001Z");
        try (OutputStream out = Files.newOutputStream(file);
                Table table = TableFormat.PARQUET.open("rows", COLUMNS, out)) {
            for (int i = 0; i < ROWS; i++) {
                table.row(new Object[] {
                    "=" + digest(i),
                    i % 3 == 0 ? null : "W" + i % 5,
                    BigDecimal.valueOf(i * 101L - 1_000_000, 2),
                    (long) i,
                    first.plusSeconds(i),
                    LocalDate.parse("2026-12-01").plusDays(i % 31),
                    i % 2 == 0
                });
            }
        }

        assertThat(one(file, "count(*)")).isEqualTo("300000");
        assertThat(one(file, "sum(amount)")).isEqualTo(sum());
        assertThat(one(file, "typeof(any_value(amount))")).isEqualTo("DECIMAL(18,2)");
        assertThat(one(file, "count(*) filter (wallet is null)")).isEqualTo("100000");
        assertThat(one(file, "count(distinct wallet)")).isEqualTo("5");
        assertThat(one(file, "count(distinct id)")).isEqualTo("300000");
        assertThat(one(file, "count(*) filter (id = '=" + digest(7) + "' and number = 7)"))
                .isEqualTo("1");
        assertThat(one(file, "epoch_us(min(\"at\"))")).isEqualTo(Long.toString(first.getEpochSecond() * 1_000_000 + 1));
        assertThat(one(file, "max(day)")).isEqualTo("2026-12-31");
        assertThat(one(file, "count(*) filter (flag)")).isEqualTo("150000");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(distinct row_group_id) from parquet_metadata('" + file + "')")) {
            row.next();
            assertThat(row.getInt(1)).isGreaterThan(1);
        }
    }

    @Test
    void emptyTableHasColumns() throws Exception {
        Path file = folder.resolve("none.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            TableFormat.PARQUET.open("none", COLUMNS, out).close();
        }

        assertThat(one(file, "count(amount)")).isEqualTo("0");
    }

    /** Does not compress well, like ids. */
    private static String digest(int number) {
        return HexFormat.of().formatHex(Digests.sha256("row " + number));
    }

    private static String sum() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < ROWS; i++) {
            sum = sum.add(BigDecimal.valueOf(i * 101L - 1_000_000, 2));
        }
        return sum.toPlainString();
    }

    private static String one(Path file, String expression) throws SQLException, IOException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery("select " + expression + " from '" + file + "'")) {
            row.next();
            return row.getString(1);
        }
    }
}
