package id.kezbek.reporting.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file. parquet-java encodes the columns. {@link ParquetFile} assembles the file, because parquet-java's own
 * file writer needs Hadoop. Amounts are decimals of 18 digits; times are in UTC.
 */
final class ParquetTable implements Table {

    private static final int PRECISION = 18;
    private static final int SCALE = 2;
    private static final long ROW_GROUP_BYTES = 8L * 1024 * 1024;
    private static final int ROWS_BETWEEN_CHECKS = 1_000;
    private static final int PAGE_BYTES = 256 * 1024;
    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            .build();

    private final List<Column> columns;
    private final MessageType schema;
    private final ParquetFile file;
    private ParquetFile.RowGroupPages pages;
    private ColumnWriteStore store;
    private RecordConsumer consumer;
    private long rowsInGroup;

    ParquetTable(String name, List<Column> columns, OutputStream out) throws IOException {
        this.columns = List.copyOf(columns);
        this.schema =
                new MessageType(name, columns.stream().map(ParquetTable::type).toArray(Type[]::new));
        this.file = new ParquetFile(schema, out);
        this.pages = file.beginRowGroup();
        this.store = new ColumnWriteStoreV1(schema, pages, PROPERTIES);
        this.consumer = consumer();
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        consumer.startMessage();
        for (int field = 0; field < values.length; field++) {
            Object value = values[field];
            if (value != null) {
                consumer.startField(columns.get(field).name(), field);
                add(value);
                consumer.endField(columns.get(field).name(), field);
            }
        }
        consumer.endMessage();
        rowsInGroup++;
        if (rowsInGroup % ROWS_BETWEEN_CHECKS == 0 && store.getBufferedSize() > ROW_GROUP_BYTES) {
            endRowGroup();
            pages = file.beginRowGroup();
            store = new ColumnWriteStoreV1(schema, pages, PROPERTIES);
            consumer = consumer();
        }
    }

    @Override
    public void close() throws IOException {
        endRowGroup();
        file.end();
    }

    private RecordConsumer consumer() {
        return new ColumnIOFactory().getColumnIO(schema).getRecordWriter(store);
    }

    private void endRowGroup() throws IOException {
        if (rowsInGroup > 0) {
            consumer.flush();
            store.flush();
            file.add(pages, rowsInGroup);
            rowsInGroup = 0;
        }
        store.close();
    }

    private void add(Object value) {
        switch (value) {
            case BigDecimal amount ->
                consumer.addLong(amount.setScale(SCALE).unscaledValue().longValueExact());
            case Long whole -> consumer.addLong(whole);
            case Boolean flag -> consumer.addBoolean(flag);
            case Instant at -> consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            case LocalDate day -> consumer.addInteger(Math.toIntExact(day.toEpochDay()));
            default -> consumer.addBinary(Binary.fromString(value.toString()));
        }
    }

    private static PrimitiveType type(Column column) {
        return switch (column.kind()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case AMOUNT ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.decimalType(SCALE, PRECISION))
                        .named(column.name());
            case TIME ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.name());
            case DAY ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
        };
    }
}
