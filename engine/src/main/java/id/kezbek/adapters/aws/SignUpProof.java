package id.kezbek.adapters.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to Cognito's triggers that the engine, and not another caller, creates a user. The proof is in the client
 * metadata of the request, and the module {@code lambda} checks the proof. The page {@code docs/lambda.md} describes
 * the proof, with an example that the tests of both modules use.
 *
 * @param key at least 32 bytes, the same key as in the triggers
 */
record SignUpProof(byte[] key) {

    static final int KEY_BYTES_MIN = 32;

    private static final String PURPOSE = "cezbek-sign-up-1";
    private static final String ALGORITHM = "HmacSHA256";

    /**
     * The user to create, with the values of the request to Cognito.
     *
     * @param email the e-mail address; empty if the user has no address
     * @param partnerCode empty for staff
     */
    record NewUser(String pool, String userName, String email, String role, String partnerCode) {

        @Override
        public String toString() {
            return "NewUser[hidden]";
        }
    }

    SignUpProof {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("The sign-up key must have " + KEY_BYTES_MIN + " bytes or more");
        }
        key = key.clone();
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    /** The client metadata for the request to Cognito, valid for five minutes from {@code now}. */
    Map<String, String> metadata(NewUser user, Instant now) {
        String at = Long.toString(now.getEpochSecond());
        return Map.of("cezbek_at", at, "cezbek_proof", proof(user, at));
    }

    private String proof(NewUser user, String at) {
        Mac mac = mac();
        for (String part :
                List.of(PURPOSE, user.pool(), user.userName(), user.email(), user.role(), user.partnerCode(), at)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // Each part begins with its length, so that different parts never give the same bytes.
            mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            mac.update(bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return "SignUpProof[hidden]";
    }
}
