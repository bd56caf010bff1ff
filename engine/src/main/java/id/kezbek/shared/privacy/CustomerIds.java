package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.KeyedHash;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Names customers without telling who they are: hashes of partner and number under a key outside the database. The same
 * customer has the same id, so that records can be found by it; nobody without the key can try all numbers out.
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

    /** Names an e-mail address as {@link #of} names a customer. */
    public UUID ofAddress(String email) {
        return uuid(hash.of(ADDRESS, email.toLowerCase(Locale.ROOT)));
    }

    /** The ids under which records of the customer are found, whichever master key they were written under. */
    public UUID[] anyOf(CustomerOf customer) {
        return hash.underAnyKey(ID, text(customer)).stream()
                .map(CustomerIds::uuid)
                .toArray(UUID[]::new);
    }

    /**
     * What stands for the number after it was erased: digits that no phone has. Each erasure gives another, and whoever has
     * the key, the number and the approval's id can tell that it is this one.
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
