package id.kezbek.reporting.formats;

import id.kezbek.shared.Jakarta;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook. When a sheet is full, the next row starts a new sheet. Ids and phone numbers are texts, so that no
 * program rounds an id or a phone number. A workbook has no time zones: times are in Jakarta time, and the column names
 * say so.
 */
final class XlsxTable implements Table {

    /** The maximum number of rows of a sheet, including the header row. */
    static final int SHEET_ROWS_MAX = 1_048_576;

    private static final int ROWS_IN_MEMORY = 500;

    /** The fastest compression level. A better level would take as long as all other work on the file together. */
    private static final int COMPRESSION = Deflater.BEST_SPEED;

    private static final int SHEET_NAME_MAX = 25;
    private static final int CELL_CHARS_MAX = 32_767;
    private static final double WIDTH = 18;
    private static final String AMOUNT = "#,##0.00";
    private static final String TIME = "yyyy-mm-dd hh:mm:ss";
    private static final String DAY = "yyyy-mm-dd";

    private final String name;
    private final List<Column> columns;
    private final int rowsMax;
    private final Workbook workbook;
    private Worksheet sheet;
    private int sheets;
    private int next;
    private int unformatted;

    XlsxTable(String name, List<Column> columns, OutputStream out) {
        this(name, columns, out, SHEET_ROWS_MAX);
    }

    /** @param rowsMax the maximum number of rows of a sheet, including the header row */
    XlsxTable(String name, List<Column> columns, OutputStream out, int rowsMax) {
        this.name = name.length() > SHEET_NAME_MAX ? name.substring(0, SHEET_NAME_MAX) : name;
        this.columns = List.copyOf(columns);
        this.rowsMax = rowsMax;
        this.workbook = new Workbook(out, "Cezbek", null);
        workbook.setCompressionLevel(COMPRESSION);
        this.sheet = begin();
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        if (next == rowsMax) {
            flush();
            sheet.finish();
            sheet = begin();
        }
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            if (value != null) {
                put(column, value);
            }
        }
        next++;
        if (next % ROWS_IN_MEMORY == 0) {
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        sheet.finish();
        workbook.finish();
    }

    /**
     * Sets the formats of many rows at once, because setting the format of each cell would take most of the export's
     * time.
     */
    private void flush() throws IOException {
        for (int column = 0; column < columns.size() && next > unformatted; column++) {
            String format = format(columns.get(column).kind());
            if (format != null) {
                sheet.range(unformatted, column, next - 1, column)
                        .style()
                        .format(format)
                        .set();
            }
        }
        unformatted = next;
        sheet.flush();
    }

    private static @Nullable String format(Column.Kind kind) {
        return switch (kind) {
            case AMOUNT -> AMOUNT;
            case TIME -> TIME;
            case DAY -> DAY;
            case TEXT, WHOLE, FLAG -> null;
        };
    }

    private Worksheet begin() {
        sheets++;
        Worksheet begun = workbook.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        begun.freezePane(0, 1);
        for (int column = 0; column < columns.size(); column++) {
            Column one = columns.get(column);
            begun.inlineString(0, column, one.kind() == Column.Kind.TIME ? one.name() + " (WIB)" : one.name());
            begun.style(0, column).bold().set();
            begun.width(column, WIDTH);
        }
        next = 1;
        unformatted = 1;
        return begun;
    }

    private void put(int column, Object value) {
        switch (value) {
            case BigDecimal amount -> sheet.value(next, column, amount);
            case Long whole -> sheet.value(next, column, whole);
            case Boolean flag -> sheet.value(next, column, flag);
            case Instant at -> sheet.value(next, column, LocalDateTime.ofInstant(at, Jakarta.ZONE));
            case LocalDate day -> sheet.value(next, column, day);
            default -> {
                String text = Formulas.harmless(value.toString());
                sheet.inlineString(
                        next, column, text.length() > CELL_CHARS_MAX ? text.substring(0, CELL_CHARS_MAX) : text);
            }
        }
    }
}
