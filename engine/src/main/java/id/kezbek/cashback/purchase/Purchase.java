package id.kezbek.cashback.purchase;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as a partner reported it.
 *
 * @param reference the partner's own reference, 1 to 30 characters; accepted only once, without a time limit
 * @param email the address for the invoice; null if the partner sent none
 * @param wallet the code of the wallet that gets the cashback (v1's merchant_code)
 */
public record Purchase(
        PartnerId partner,
        String reference,
        Msisdn msisdn,
        @Nullable String email,
        String wallet,
        int quantity,
        Money amount) {

    public static final int REFERENCE_MAX = 30;
    private static final int FINGERPRINT_BYTES = 16;

    /**
     * The first 128 bits of SHA-256 over all values except the reference. A repeated purchase has the same fingerprint;
     * another purchase with the same reference has a different fingerprint.
     */
    public byte[] fingerprint() {
        return fingerprint(msisdn.digits());
    }

    /**
     * All possible fingerprints of this purchase: first the current one, then the fingerprints that older engines
     * computed from other notations of the phone number.
     */
    public Stream<byte[]> fingerprints() {
        return Stream.concat(
                Stream.of(fingerprint()),
                Stream.of(msisdn).flatMap(number -> number.spellings().stream()).map(this::fingerprint));
    }

    private byte[] fingerprint(String digits) {
        String values =
                quantity + "|" + amount.hundredths() + "|" + digits + "|" + wallet + "|" + (email == null ? "" : email);
        return Arrays.copyOf(sha256().digest(values.getBytes(StandardCharsets.UTF_8)), FINGERPRINT_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("The Java platform does not support SHA-256", never);
        }
    }
}
