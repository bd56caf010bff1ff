package id.kezbek.shared.security;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs a row's content (HMAC-SHA-256) with a key derived from the master key, which is not in the database. An
 * attacker who can write to the database but has no key can delete a signed row or restore an older version of it. The
 * attacker cannot create or change a signed row. The primary key is a signed field, so a MAC cannot be moved to another
 * row.
 *
 * <p>Layout: one byte of version, four bytes of the master key's id, 32 bytes of MAC. The MAC covers the table's name
 * and each field in order. Each field is encoded as one byte of type, four bytes of length, and its content. So two
 * different lists of fields never have the same encoding. If the list of fields changes, the table name must change
 * too, for example to {@code access.staff/2}.
 *
 * <p>A column with a MAC is named {@code mac}, and its module declares it for resealing ({@link SealedColumns}).
 */
@Component
public final class RowMac {

    private static final String DERIVATION = "cezbek MACs of rows";
    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 32;
    private static final int HEAD_BYTES = 1 + MasterKeys.ID_BYTES;

    private final MasterKeys keys;

    /**
     * @param masterKey 32 bytes in base64; signs and verifies
     * @param formerKeys replaced keys, separated by commas; these keys only verify
     * @throws IllegalStateException if a key is missing or has a wrong length, with a message for the operator
     */
    @Autowired
    public RowMac(
            @Value("${" + Sealing.PROPERTY + ":}") String masterKey,
            @Value("${" + Sealing.FORMER_PROPERTY + ":}") String formerKeys) {
        this.keys = new MasterKeys(masterKey, formerKeys);
    }

    /**
     * Computes the MAC of a row.
     *
     * @param table with its schema, for example {@code access.staff}
     * @param fields in a fixed order: text, whole numbers, UUIDs, times in whole microseconds (PostgreSQL's precision),
     *     bytes, decimals, booleans, enums, or null
     */
    public byte[] of(String table, @Nullable Object... fields) {
        MasterKeys.Key key = keys.current();
        return ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES)
                .put(VERSION)
                .put(key.id())
                .put(mac(key, table, fields))
                .array();
    }

    /** Whether this MAC is valid for the row, with the current or a former key. A row without a MAC is rejected. */
    public boolean isTrue(byte @Nullable [] mac, String table, @Nullable Object... fields) {
        if (mac == null || mac.length != HEAD_BYTES + MAC_BYTES || mac[0] != VERSION) {
            return false;
        }
        byte[] stated = Arrays.copyOfRange(mac, HEAD_BYTES, mac.length);
        return keys.find(Arrays.copyOfRange(mac, 1, HEAD_BYTES))
                .filter(key -> MessageDigest.isEqual(mac(key, table, fields), stated))
                .isPresent();
    }

    private static byte[] mac(MasterKeys.Key key, String table, @Nullable Object[] fields) {
        return Digests.hmacSha256(Digests.hmacSha256(key.bytes(), DERIVATION), encoded(table, fields));
    }

    private static byte[] encoded(String table, @Nullable Object[] fields) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(content)) {
            write(out, 't', utf8(table));
            for (@Nullable Object field : fields) {
                write(out, field);
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return content.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable Object field) throws IOException {
        switch (field) {
            case null -> write(out, '-', new byte[0]);
            case String text -> write(out, 't', utf8(text));
            case Enum<?> constant -> write(out, 't', utf8(constant.name()));
            case Integer number -> write(out, 'n', bytes(number));
            case Long number -> write(out, 'n', bytes(number));
            case UUID id ->
                write(
                        out,
                        'u',
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array());
            case Instant at -> write(out, 'i', bytes(micros(at)));
            case byte[] bytes -> write(out, 'b', bytes);
            case BigDecimal decimal ->
                write(out, 'd', utf8(decimal.stripTrailingZeros().toPlainString()));
            case Boolean flag -> write(out, 'f', new byte[] {(byte) (flag ? 1 : 0)});
            default -> throw new IllegalArgumentException("A MAC cannot cover a " + field.getClass());
        }
    }

    private static void write(DataOutputStream out, char type, byte[] bytes) throws IOException {
        out.writeByte(type);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The database would truncate a more precise time, and the MAC would no longer match. */
    private static long micros(Instant at) {
        if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("Truncate an instant to microseconds before you sign and store it");
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
