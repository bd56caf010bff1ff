package id.kezbek.shared.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** The only element of a {@link BinaryArray}, sent as a plain parameter. */
final class OneValue {

    private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);

    /** The types that the driver sends in binary form. The driver sends other types as text. */
    private static final Map<Integer, String> BINARY = Map.of(
            Oid.INT8, "int8",
            Oid.INT4, "int4",
            Oid.INT2, "int2",
            Oid.UUID, "uuid",
            Oid.NUMERIC, "numeric",
            Oid.TIMESTAMPTZ, "timestamptz");

    private static final class Binary extends PGobject implements PGBinaryObject {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // Only the statement that binds it sees this value.
        private final transient ByteBuffer bytes;

        private Binary(String type, ByteBuffer bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        /**
         * The driver calls this method if it does not send the value in binary form. Without the exception, the driver
         * would send null.
         */
        @Override
        public String getValue() {
            throw new IllegalStateException(
                    "the engine sends " + type + " in binary form only; remove binaryTransfer and"
                            + " binaryTransferDisable from the database's JDBC URL");
        }

        @Override
        public String toString() {
            return type;
        }

        @Override
        public void setByteValue(byte[] value, int offset) {
            throw new UnsupportedOperationException("this value is write-only");
        }

        @Override
        public int lengthInBytes() {
            return bytes.remaining();
        }

        @Override
        public void toBytes(byte[] target, int offset) {
            bytes.get(bytes.position(), target, offset, bytes.remaining());
        }
    }

    private final int oid;
    private final @Nullable ByteBuffer bytes;

    private OneValue(int oid, @Nullable ByteBuffer bytes) {
        this.oid = oid;
        this.bytes = bytes;
    }

    static OneValue of(int oid, byte[] arrayOfOne) {
        ByteBuffer array = ByteBuffer.wrap(arrayOfOne);
        int length = array.getInt(BinaryArray.HEADER_BYTES);
        return new OneValue(oid, length < 0 ? null : array.slice(BinaryArray.HEADER_BYTES + Integer.BYTES, length));
    }

    void bind(PreparedStatement statement, int index) throws SQLException {
        String binary = BINARY.get(oid);
        if (bytes == null) {
            statement.setNull(index, Types.OTHER);
        } else if (binary != null) {
            statement.setObject(index, new Binary(binary, bytes));
        } else if (oid == Oid.BYTEA) {
            byte[] raw = new byte[bytes.remaining()];
            bytes.get(bytes.position(), raw);
            statement.setBytes(index, raw);
        } else {
            // The cast in the statement decides the type.
            statement.setObject(index, text(bytes), Types.OTHER);
        }
    }

    private String text(ByteBuffer present) {
        return switch (oid) {
            case Oid.DATE ->
                EPOCH_DAY.plusDays(present.getInt(present.position())).toString();
            // The text after the version byte of the format.
            case Oid.JSONB -> string(present.slice(1, present.remaining() - 1));
            default -> string(present);
        };
    }

    private static String string(ByteBuffer text) {
        return StandardCharsets.UTF_8.decode(text.duplicate()).toString();
    }
}
