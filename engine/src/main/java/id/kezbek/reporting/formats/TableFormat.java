package id.kezbek.reporting.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The formats of exports. */
public enum TableFormat {
    CSV("text/csv") {
        @Override
        public Table open(String name, List<Column> columns, OutputStream out) throws IOException {
            return new CsvTable(columns, out);
        }
    },
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        public Table open(String name, List<Column> columns, OutputStream out) {
            return new XlsxTable(name, columns, out);
        }
    },
    PARQUET("application/vnd.apache.parquet") {
        @Override
        public Table open(String name, List<Column> columns, OutputStream out) throws IOException {
            return new ParquetTable(name, columns, out);
        }
    };

    private final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Begins a table. */
    public abstract Table open(String name, List<Column> columns, OutputStream out) throws IOException;

    public String mediaType() {
        return mediaType;
    }

    /** The file extension, without the dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }
}
