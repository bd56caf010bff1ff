package id.kezbek.notifications;

import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** E-mail addresses as they rest: sealed to their row, and found by a hash that nobody without the key can try out. */
@Component
class SealedAddresses {

    private static final String PURPOSE = "e-mail recipient";

    private final Sealing sealing;
    private final KeyedHash hash;

    SealedAddresses(Sealing sealing, KeyedHash hash) {
        this.sealing = sealing;
        this.hash = hash;
    }

    byte[] seal(UUID email, String address) {
        return seal(address, context(email));
    }

    byte[] seal(Contacts.Customer customer, String address) {
        return seal(address, context(customer.partner().value(), customer.msisdn()));
    }

    /** @param inClear what stands in a row of the version before, which sealed nothing */
    String open(UUID email, byte @Nullable [] sealed, String inClear) {
        return sealed == null ? inClear : open(sealed, context(email));
    }

    /** As above. The version before may have written another address beside the one that is sealed: that one counts. */
    String open(Contacts.Customer customer, byte @Nullable [] sealed, String inClear) {
        return sealed == null || !inClear.isEmpty()
                ? inClear
                : open(sealed, context(customer.partner().value(), customer.msisdn()));
    }

    byte[] hash(String address) {
        return hash.of(PURPOSE, address.toLowerCase(Locale.ROOT));
    }

    byte[][] hashes(String address) {
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
