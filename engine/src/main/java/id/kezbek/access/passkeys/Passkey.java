package id.kezbek.access.passkeys;

import id.kezbek.shared.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey of a member of staff.
 *
 * @param staff the id of the member's row
 * @param credentialId the authenticator's id of the passkey
 * @param credential the attested credential data: the authenticator's model, the id and the public key
 * @param name the name that the person chose
 * @param transports how a browser reaches the authenticator, separated by commas
 * @param counter the authenticator's count of uses; 0 if the authenticator does not count
 * @param isCopyable whether the authenticator may copy the passkey to the person's other devices
 * @param isCopied whether the authenticator has copied the passkey
 * @param usedAt null if the passkey was never used
 */
public record Passkey(
        UUID id,
        UUID staff,
        byte[] credentialId,
        byte[] credential,
        String name,
        String transports,
        long counter,
        boolean isCopyable,
        boolean isCopied,
        Instant createdAt,
        @Nullable Instant usedAt) {

    public static final int NAME_MAX = 60;

    Passkey used(long newCounter, boolean isNowCopied, Instant at) {
        return new Passkey(
                id,
                staff,
                credentialId,
                credential,
                name,
                transports,
                newCounter,
                isCopyable,
                isNowCopied,
                createdAt,
                at);
    }

    /** The fields that the MAC covers. */
    @Nullable
    Object[] fields() {
        return new @Nullable Object[] {
            id, staff, credentialId, credential, name, transports, counter, isCopyable, isCopied, createdAt, usedAt
        };
    }

    @Override
    public String toString() {
        return "Passkey[" + Ids.text(id) + "]";
    }
}
