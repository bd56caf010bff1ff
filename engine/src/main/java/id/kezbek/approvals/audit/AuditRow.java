package id.kezbek.approvals.audit;

import id.kezbek.shared.security.Digests;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A row of the audit log.
 *
 * @param number the row number, from 1 without gaps
 * @param actor the actor's id
 * @param previous the hash of the previous row; 32 zero bytes for the first row
 */
record AuditRow(
        long number,
        Instant at,
        String actor,
        String act,
        String subject,
        String detail,
        byte[] previous,
        byte[] hash) {

    static final byte[] BEGINNING = new byte[32];

    static AuditRow chained(
            long number, Instant at, String actor, String act, String subject, String detail, byte[] previous) {
        AuditRow open = new AuditRow(number, at, actor, act, subject, detail, previous, BEGINNING);
        return new AuditRow(number, at, actor, act, subject, detail, previous, open.hashAs(number));
    }

    /**
     * The hash of this content as the row with the given number. The SHA-256 input has three parts. The first part is
     * the number and the microseconds since 1970, in eight bytes each. The second part is actor, act, subject and
     * detail, each as a four-byte length and the UTF-8 bytes. The third part is the previous hash. Without the lengths,
     * an attacker could move characters from one field to the next without changing the hash.
     */
    byte[] hashAs(long asNumber) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(content)) {
            out.writeLong(asNumber);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            for (String text : new String[] {actor, act, subject, detail}) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.write(previous);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return Digests.sha256(content.toByteArray());
    }
}
