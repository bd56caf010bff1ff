package id.kezbek.approvals.audit;

import id.kezbek.shared.security.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An actor. The actor's id is a hash that proves the identity without revealing the identity.
 *
 * @param id the first half of the SHA-256 hash of salt and subject, in hexadecimal
 * @param subject a person's e-mail address, a partner's code, or system
 */
record AuditActor(String id, byte[] salt, String subject) {

    static final int SALT_BYTES = 16;
    private static final int ID_BYTES = 16;

    static AuditActor of(byte[] salt, String subject) {
        byte[] name = subject.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        byte[] salted = Arrays.copyOf(salt, salt.length + name.length);
        System.arraycopy(name, 0, salted, salt.length, name.length);
        byte[] digest = Digests.sha256(salted);
        return new AuditActor(HexFormat.of().formatHex(digest, 0, ID_BYTES), salt, subject);
    }

    /** Whether the id belongs to the subject. Otherwise someone replaced the identity. */
    boolean isTrue() {
        return of(salt, subject).id().equals(id);
    }

    @Override
    public String toString() {
        return "AuditActor[" + id + "]";
    }
}
