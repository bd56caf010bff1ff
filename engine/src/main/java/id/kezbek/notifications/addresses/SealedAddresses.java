package id.kezbek.notifications.addresses;

import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sealed e-mail addresses. Addresses are found by a keyed hash; without the key, the hash cannot be guessed. */
@Component
public class SealedAddresses {

    private static final String PURPOSE = "e-mail recipient";

    private final Sealing sealing;
    private final KeyedHash hash;

    SealedAddresses(Sealing sealing, KeyedHash hash) {
        this.sealing = sealing;
        this.hash = hash;
    }

    public byte[] seal(UUID email, String address) {
        return seal(address, context(email));
    }

    public byte[] seal(Contacts.Customer customer, String address) {
        return seal(address, context(customer.partner().value(), customer.msisdn()));
    }

    /** @param inClear the clear address in rows of the previous version, which did not seal addresses */
    public String open(UUID email, byte @Nullable [] sealed, String inClear) {
        return sealed == null ? inClear : open(sealed, context(email));
    }

    /**
     * Like the method above. If the previous version wrote a clear-text address that differs from the sealed one, the
     * clear text has precedence.
     */
    public String open(Contacts.Customer customer, byte @Nullable [] sealed, String inClear) {
        return sealed == null || !inClear.isEmpty()
                ? inClear
                : open(sealed, context(customer.partner().value(), customer.msisdn()));
    }

    public byte[] hash(String address) {
        return hash.of(PURPOSE, address.toLowerCase(Locale.ROOT));
    }

    public byte[][] hashes(String address) {
        return hash.underAnyKey(PURPOSE, address.toLowerCase(Locale.ROOT)).toArray(byte[][]::new);
    }

    static String context(UUID email) {
        return "notifications.email/recipient/" + email;
    }

    static String context(long partner, String msisdn) {
        return "notifications.contact/" + partner + "/" + msisdn;
    }

    private byte[] seal(String address, String context) {
        return sealing.seal(address.getBytes(StandardCharsets.UTF_8), context);
    }

    private String open(byte[] sealed, String context) {
        return new String(sealing.open(sealed, context), StandardCharsets.UTF_8);
    }
}
