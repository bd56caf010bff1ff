package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.KeyedHash;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Ids of customers that do not reveal the person: hashes of partner and phone number, with a key outside the database.
 * The same customer always has the same id, so the customer's records can be found by the id. Without the key, nobody
 * can find the phone number of an id by guessing.
 */
@Component
public final class CustomerIds {

    private static final String ID = "customer";
    private static final String ADDRESS = "customer's e-mail address";
    private static final String PSEUDONYM = "erased customer";
    private static final BigInteger PSEUDONYMS = BigInteger.TEN.pow(Msisdn.MAX_DIGITS - Msisdn.ERASED.length());

    private final KeyedHash hash;

    CustomerIds(KeyedHash hash) {
        this.hash = hash;
    }

    public UUID of(CustomerOf customer) {
        return uuid(hash.of(ID, text(customer)));
    }

    /** Creates an id for an e-mail address, as {@link #of} does for a customer. */
    public UUID ofAddress(String email) {
        return uuid(hash.of(ADDRESS, email.toLowerCase(Locale.ROOT)));
    }

    /** The customer's ids under the current and all former master keys, to find older records. */
    public UUID[] anyOf(CustomerOf customer) {
        return hash.underAnyKey(ID, text(customer)).stream()
                .map(CustomerIds::uuid)
                .toArray(UUID[]::new);
    }

    /**
     * The pseudonym that replaces the number after an erasure: digits that no phone number has. Each erasure creates a
     * different pseudonym. A pseudonym can be recomputed from the key, the customer's number and the approval's id.
     */
    public Msisdn pseudonym(CustomerOf customer, UUID approval) {
        BigInteger number = new BigInteger(1, hash.of(PSEUDONYM, text(customer) + "/" + approval)).mod(PSEUDONYMS);
        String digits = number.toString();
        return new Msisdn(
                Msisdn.ERASED + "0".repeat(Msisdn.MAX_DIGITS - Msisdn.ERASED.length() - digits.length()) + digits);
    }

    private static String text(CustomerOf customer) {
        return customer.partner().value() + "/" + customer.msisdn().digits();
    }

    private static UUID uuid(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
