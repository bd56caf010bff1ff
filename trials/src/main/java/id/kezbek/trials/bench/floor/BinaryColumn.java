package id.kezbek.trials.bench.floor;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * The values of a column in many rows, as PostgreSQL's binary array. The engine has its own encoder, but the floor must
 * not change when the engine's encoder changes.
 */
final class BinaryColumn {

    private byte[] bytes = new byte[2_048];
    private int size;

    private BinaryColumn(int oid, int count) {
        number(count == 0 ? 0 : 1, 4);
        // The flag for nulls; the server uses it only as a hint.
        number(count == 0 ? 0 : 1, 4);
        number(oid, 4);
        if (count > 0) {
            number(count, 4);
            number(1, 4);
        }
    }

    static <T> Array longs(BaseConnection to, List<T> rows, ToLongFunction<T> value) throws SQLException {
        return fixed(to, rows, Oid.INT8, Oid.INT8_ARRAY, 8, value);
    }

    static <T> Array ints(BaseConnection to, List<T> rows, ToLongFunction<T> value) throws SQLException {
        return fixed(to, rows, Oid.INT4, Oid.INT4_ARRAY, 4, value);
    }

    static <T> Array shorts(BaseConnection to, List<T> rows, ToLongFunction<T> value) throws SQLException {
        return fixed(to, rows, Oid.INT2, Oid.INT2_ARRAY, 2, value);
    }

    static <T> Array uuids(BaseConnection to, List<T> rows, Function<T, UUID> value) throws SQLException {
        BinaryColumn column = new BinaryColumn(Oid.UUID, rows.size());
        for (T row : rows) {
            UUID id = value.apply(row);
            column.number(16, 4);
            column.number(id.getMostSignificantBits(), 8);
            column.number(id.getLeastSignificantBits(), 8);
        }
        return column.array(to, Oid.UUID_ARRAY);
    }

    static <T> Array texts(BaseConnection to, List<T> rows, Function<T, @Nullable String> value) throws SQLException {
        BinaryColumn column = new BinaryColumn(Oid.TEXT, rows.size());
        for (T row : rows) {
            String text = value.apply(row);
            if (text == null) {
                column.number(-1, 4);
            } else {
                column.raw(text.getBytes(StandardCharsets.UTF_8), false);
            }
        }
        return column.array(to, Oid.TEXT_ARRAY);
    }

    static <T> Array jsons(BaseConnection to, List<T> rows, Function<T, String> value) throws SQLException {
        BinaryColumn column = new BinaryColumn(Oid.JSONB, rows.size());
        for (T row : rows) {
            column.raw(value.apply(row).getBytes(StandardCharsets.UTF_8), true);
        }
        return column.array(to, Oid.JSONB_ARRAY);
    }

    static <T> Array bytes(BaseConnection to, List<T> rows, Function<T, byte[]> value) throws SQLException {
        BinaryColumn column = new BinaryColumn(Oid.BYTEA, rows.size());
        for (T row : rows) {
            column.raw(value.apply(row), false);
        }
        return column.array(to, Oid.BYTEA_ARRAY);
    }

    /** Whole rupiah as a numeric with two decimals, in base-10,000 digits. */
    static <T> Array rupiah(BaseConnection to, List<T> rows, ToLongFunction<T> value) throws SQLException {
        BinaryColumn column = new BinaryColumn(Oid.NUMERIC, rows.size());
        for (T row : rows) {
            column.numeric(value.applyAsLong(row));
        }
        return column.array(to, Oid.NUMERIC_ARRAY);
    }

    private static <T> Array fixed(
            BaseConnection to, List<T> rows, int oid, int arrayOid, int width, ToLongFunction<T> value)
            throws SQLException {
        BinaryColumn column = new BinaryColumn(oid, rows.size());
        for (T row : rows) {
            column.number(width, 4);
            column.number(value.applyAsLong(row), width);
        }
        return column.array(to, arrayOid);
    }

    private void numeric(long whole) {
        long rest = Math.abs(whole);
        long[] digits = new long[5];
        int count = 0;
        for (; rest > 0; rest /= 10_000) {
            digits[count++] = rest % 10_000;
        }
        number(8 + 2L * count, 4);
        number(count, 2);
        number(Math.max(0, count - 1), 2);
        number(whole < 0 ? 0x4000 : 0, 2);
        number(2, 2);
        for (int i = count - 1; i >= 0; i--) {
            number(digits[i], 2);
        }
    }

    private void raw(byte[] value, boolean json) {
        number(value.length + (json ? 1L : 0L), 4);
        if (json) {
            // jsonb's binary format begins with its version.
            number(1, 1);
        }
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void number(long value, int width) {
        room(width);
        for (int i = width - 1; i >= 0; i--) {
            bytes[size++] = (byte) (value >> (8 * i));
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private Array array(BaseConnection to, int arrayOid) throws SQLException {
        return new PgArray(to, arrayOid, Arrays.copyOf(bytes, size));
    }
}
