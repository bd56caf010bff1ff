package id.kezbek.approvals;

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
 * @param number from 1, without gaps
 * @param actor the id under which the actor is known
 * @param previous the hash of the row before it; 32 zero bytes before the first
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
     * The hash that this content has as the row of a number: SHA-256 over number and microseconds since 1970 in eight
     * bytes each, then actor, act, subject and detail, each as its length in UTF-8 in four bytes and that UTF-8, then
     * the hash before it. Lengths stand before texts so that no text can pass for the end of another.
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
