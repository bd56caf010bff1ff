package id.kezbek.reporting.formats;

import de.siegmar.fastcsv.writer.CsvWriter;
import id.kezbek.shared.Jakarta;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV according to RFC 4180, in UTF-8. Times are in Jakarta time, with the offset. */
final class CsvTable implements Table {

    private static final int BUFFER_CHARS = 64 * 1024;

    private final Writer out;
    private final CsvWriter csv;

    CsvTable(List<Column> columns, OutputStream out) throws IOException {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.csv = CsvWriter.builder().bufferSize(BUFFER_CHARS).build(this.out);
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(@Nullable Object[] values) {
        CsvWriter.CsvWriterRecord row = csv.writeRecord();
        for (Object value : values) {
            row.writeField(text(value));
        }
        row.endRecord();
    }

    @Override
    public void close() throws IOException {
        csv.flush();
        out.flush();
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> Formulas.harmlessInCsv(text);
            case BigDecimal amount -> amount.toPlainString();
            case Instant at ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(at, Jakarta.ZONE));
            default -> value.toString();
        };
    }
}
