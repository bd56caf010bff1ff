package id.kezbek.shared.sql;

import id.kezbek.shared.Money;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * Turns rows into columns, one array per column: the parameters of an
 * {@code insert … select unnest(?::uuid[]), unnest(?::text[]), …}. Call the methods in the order of the statement's
 * parameters.
 *
 * @param <T> the source of one row
 */
public final class Columns<T> {

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);

    private record Column(int oid, int arrayOid, byte[] bytes) {}

    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> bigint(ToLongFunction<T> value) {
        return add(Oid.INT8, Oid.INT8_ARRAY, (row, out) -> out.int4(8).int8(value.applyAsLong(row)));
    }

    public Columns<T> integer(ToIntFunction<T> value) {
        return add(Oid.INT4, Oid.INT4_ARRAY, (row, out) -> out.int4(4).int4(value.applyAsInt(row)));
    }

    public Columns<T> smallint(ToIntFunction<T> value) {
        return add(Oid.INT2, Oid.INT2_ARRAY, (row, out) -> out.int4(2).int2(value.applyAsInt(row)));
    }

    public Columns<T> text(Function<T, @Nullable String> value) {
        return nullable(Oid.TEXT, Oid.TEXT_ARRAY, value, (text, out) -> out.text(text));
    }

    public Columns<T> uuid(Function<T, @Nullable UUID> value) {
        return nullable(
                Oid.UUID,
                Oid.UUID_ARRAY,
                value,
                (id, out) -> out.int4(16).int8(id.getMostSignificantBits()).int8(id.getLeastSignificantBits()));
    }

    public Columns<T> money(Function<T, Money> value) {
        return add(
                Oid.NUMERIC,
                Oid.NUMERIC_ARRAY,
                (row, out) -> out.hundredths(value.apply(row).hundredths()));
    }

    public Columns<T> jsonb(Function<T, @Nullable String> value) {
        return nullable(Oid.JSONB, Oid.JSONB_ARRAY, value, (json, out) -> out.json(json));
    }

    public Columns<T> bytea(Function<T, byte[]> value) {
        return add(Oid.BYTEA, Oid.BYTEA_ARRAY, (row, out) -> out.raw(value.apply(row)));
    }

    public Columns<T> timestamp(Function<T, @Nullable Instant> value) {
        return nullable(
                Oid.TIMESTAMPTZ,
                Oid.TIMESTAMPTZ_ARRAY,
                value,
                (at, out) -> out.int4(8).int8(ChronoUnit.MICROS.between(EPOCH, at)));
    }

    public Columns<T> date(Function<T, LocalDate> value) {
        return add(
                Oid.DATE,
                Oid.DATE_ARRAY,
                (row, out) -> out.int4(4).int4(Math.toIntExact(EPOCH_DAY.until(value.apply(row), ChronoUnit.DAYS))));
    }

    int rowCount() {
        return rows.size();
    }

    int columnCount() {
        return columns.size();
    }

    /** Binds a column as an array. */
    void bindArray(int column, PreparedStatement statement, int index, BaseConnection connection) throws SQLException {
        Column bound = columns.get(column);
        statement.setArray(index, new PgArray(connection, bound.arrayOid(), bound.bytes()));
    }

    /** Binds a column of a single row as a value. */
    void bindOnly(int column, PreparedStatement statement, int index) throws SQLException {
        Column bound = columns.get(column);
        OneValue.of(bound.oid(), bound.bytes()).bind(statement, index);
    }

    private Columns<T> add(int oid, int arrayOid, BiConsumer<T, BinaryArray> put) {
        return add(oid, arrayOid, put, false);
    }

    private <V> Columns<T> nullable(
            int oid, int arrayOid, Function<T, @Nullable V> value, BiConsumer<V, BinaryArray> put) {
        // Each value is computed only once, because some values must be converted to JSON.
        List<@Nullable V> values = new ArrayList<>(rows.size());
        for (T row : rows) {
            values.add(value.apply(row));
        }
        Iterator<@Nullable V> next = values.iterator();
        return add(
                oid,
                arrayOid,
                (row, out) -> {
                    V present = next.next();
                    if (present == null) {
                        out.nothing();
                    } else {
                        put.accept(present, out);
                    }
                },
                values.contains(null));
    }

    private Columns<T> add(int oid, int arrayOid, BiConsumer<T, BinaryArray> put, boolean hasNulls) {
        BinaryArray array = new BinaryArray(oid, rows.size(), hasNulls);
        for (T row : rows) {
            put.accept(row, array);
        }
        columns.add(new Column(oid, arrayOid, array.toBytes()));
        return this;
    }
}
