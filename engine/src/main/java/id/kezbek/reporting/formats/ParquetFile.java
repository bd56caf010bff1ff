package id.kezbek.reporting.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The structure of a Parquet file with flat rows: row groups with gzipped pages, and the footer. */
final class ParquetFile {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    private final MessageType schema;
    private final OutputStream out;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private long position;
    private long rows;

    ParquetFile(MessageType schema, OutputStream out) throws IOException {
        this.schema = schema;
        this.out = out;
        write(MAGIC);
    }

    RowGroupPages beginRowGroup() {
        return new RowGroupPages(schema);
    }

    void add(RowGroupPages pages, long rowCount) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long bytes = 0;
        for (ChunkPages column : pages.columns.values()) {
            long begin = position;
            ColumnMetaData data = column.metaData(begin);
            column.writeTo(this);
            ColumnChunk chunk = new ColumnChunk(begin);
            chunk.setMeta_data(data);
            chunks.add(chunk);
            bytes += data.getTotal_uncompressed_size();
        }
        rowGroups.add(new RowGroup(chunks, bytes, rowCount));
        rows += rowCount;
    }

    void end() throws IOException {
        FileMetaData footer = new FileMetaData(VERSION, elements(), rows, rowGroups);
        footer.setCreated_by("cezbek");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        write(bytes.toByteArray());
        write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.size())
                .array());
        write(MAGIC);
        out.flush();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private List<SchemaElement> elements() {
        List<SchemaElement> elements = new ArrayList<>();
        SchemaElement root = new SchemaElement(schema.getName());
        root.setNum_children(schema.getFieldCount());
        elements.add(root);
        for (Type field : schema.getFields()) {
            elements.add(element(field.asPrimitiveType()));
        }
        return elements;
    }

    private static SchemaElement element(PrimitiveType field) {
        SchemaElement element = new SchemaElement(field.getName());
        element.setType(type(field));
        element.setRepetition_type(FieldRepetitionType.OPTIONAL);
        switch (field.getLogicalTypeAnnotation()) {
            case LogicalTypeAnnotation.StringLogicalTypeAnnotation text -> {
                element.setConverted_type(ConvertedType.UTF8);
                element.setLogicalType(LogicalType.STRING(new StringType()));
            }
            case LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal -> {
                element.setConverted_type(ConvertedType.DECIMAL);
                element.setScale(decimal.getScale());
                element.setPrecision(decimal.getPrecision());
                element.setLogicalType(
                        LogicalType.DECIMAL(new DecimalType(decimal.getScale(), decimal.getPrecision())));
            }
            case LogicalTypeAnnotation.TimestampLogicalTypeAnnotation time -> {
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
                element.setLogicalType(
                        LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            }
            case LogicalTypeAnnotation.DateLogicalTypeAnnotation day -> {
                element.setConverted_type(ConvertedType.DATE);
                element.setLogicalType(LogicalType.DATE(new DateType()));
            }
            case null, default -> {
                // A plain number or flag needs no annotation.
            }
        }
        return element;
    }

    private static org.apache.parquet.format.Type type(PrimitiveType field) {
        return org.apache.parquet.format.Type.valueOf(
                field.getPrimitiveTypeName().name().equals("BINARY")
                        ? "BYTE_ARRAY"
                        : field.getPrimitiveTypeName().name());
    }

    /** The pages of a row group, kept in memory until the group is full. */
    static final class RowGroupPages implements PageWriteStore {

        private final Map<ColumnDescriptor, ChunkPages> columns = new LinkedHashMap<>();

        private RowGroupPages(MessageType schema) {
            schema.getColumns().forEach(column -> columns.put(column, new ChunkPages(column)));
        }

        @Override
        public PageWriter getPageWriter(ColumnDescriptor column) {
            return Objects.requireNonNull(columns.get(column));
        }
    }

    /** The pages of one column in a row group. */
    private static final class ChunkPages implements PageWriter {

        private final ColumnDescriptor column;
        private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
        private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
        private final TreeSet<Encoding> encodings = new TreeSet<>();
        private long values;
        private long plainBytes;

        private ChunkPages(ColumnDescriptor column) {
            this.column = column;
        }

        private ColumnMetaData metaData(long begin) {
            ColumnMetaData data = new ColumnMetaData(
                    type(column.getPrimitiveType()),
                    encodings.stream().map(ChunkPages::format).toList(),
                    List.of(column.getPath()),
                    CompressionCodec.GZIP,
                    values,
                    plainBytes,
                    (long) dictionary.size() + pages.size(),
                    begin + dictionary.size());
            if (dictionary.size() > 0) {
                data.setDictionary_page_offset(begin);
            }
            return data;
        }

        private void writeTo(ParquetFile file) throws IOException {
            file.write(dictionary.toByteArray());
            file.write(pages.toByteArray());
        }

        private void write(
                BytesInput bytes, int valueCount, Encoding rlEncoding, Encoding dlEncoding, Encoding valuesEncoding)
                throws IOException {
            byte[] zipped = zipped(bytes);
            PageHeader header = new PageHeader(PageType.DATA_PAGE, Math.toIntExact(bytes.size()), zipped.length);
            header.setData_page_header(
                    new DataPageHeader(valueCount, format(valuesEncoding), format(dlEncoding), format(rlEncoding)));
            append(header, bytes.size(), zipped, pages);
            values += valueCount;
            encodings.addAll(List.of(rlEncoding, dlEncoding, valuesEncoding));
        }

        @Override
        public void writeDictionaryPage(DictionaryPage page) throws IOException {
            BytesInput bytes = page.getBytes();
            byte[] zipped = zipped(bytes);
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, Math.toIntExact(bytes.size()), zipped.length);
            header.setDictionary_page_header(
                    new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding())));
            append(header, bytes.size(), zipped, dictionary);
            encodings.add(page.getEncoding());
        }

        private void append(PageHeader header, long plainSize, byte[] zipped, ByteArrayOutputStream to)
                throws IOException {
            int before = to.size();
            Util.writePageHeader(header, to);
            plainBytes += to.size() - before + plainSize;
            to.write(zipped);
        }

        private static byte[] zipped(BytesInput bytes) throws IOException {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                bytes.writeAllTo(gzip);
            }
            return zipped.toByteArray();
        }

        private static org.apache.parquet.format.Encoding format(Encoding encoding) {
            return org.apache.parquet.format.Encoding.valueOf(encoding.name());
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                Statistics<?> statistics,
                Encoding rlEncoding,
                Encoding dlEncoding,
                Encoding valuesEncoding)
                throws IOException {
            write(bytes, valueCount, rlEncoding, dlEncoding, valuesEncoding);
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                Encoding rlEncoding,
                Encoding dlEncoding,
                Encoding valuesEncoding)
                throws IOException {
            write(bytes, valueCount, rlEncoding, dlEncoding, valuesEncoding);
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                SizeStatistics sizeStatistics,
                GeospatialStatistics geospatialStatistics,
                Encoding rlEncoding,
                Encoding dlEncoding,
                Encoding valuesEncoding)
                throws IOException {
            write(bytes, valueCount, rlEncoding, dlEncoding, valuesEncoding);
        }

        @Override
        public void writePageV2(
                int rowCount,
                int nullCount,
                int valueCount,
                BytesInput repetitionLevels,
                BytesInput definitionLevels,
                Encoding dataEncoding,
                BytesInput data,
                Statistics<?> statistics) {
            throw new UnsupportedOperationException("Only pages of version 1 are supported");
        }

        @Override
        public long getMemSize() {
            return (long) pages.size() + dictionary.size();
        }

        @Override
        public long allocatedSize() {
            return getMemSize();
        }

        @Override
        public String memUsageString(String prefix) {
            return prefix + " " + getMemSize() + " bytes";
        }

        @Override
        public void close() {
            // All pages are on the heap, so there is nothing to release.
        }
    }
}
