package id.kezbek.lambda;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The keys with which the engine signs its new users.
 *
 * @param keys the newest first; a second key stays valid while processes that use this key still run
 */
record SignUpKeys(List<byte[]> keys) {

    static final String VARIABLE = "CEZBEK_SIGN_UP_KEYS";

    private static final int KEYS_MAX = 2;
    private static final int KEY_BYTES_MIN = 32;

    static SignUpKeys of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isBlank()) {
            throw new Refused(VARIABLE + " is not set: set it to the key with which the engine signs new users");
        }
        List<byte[]> keys = new ArrayList<>();
        for (String key : text.strip().split(",", -1)) {
            keys.add(decoded(key.strip()));
        }
        if (keys.size() > KEYS_MAX) {
            throw new Refused(VARIABLE + " holds more than " + KEYS_MAX + " keys: remove the oldest");
        }
        return new SignUpKeys(keys);
    }

    private static byte[] decoded(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length >= KEY_BYTES_MIN) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // The code below refuses this key, like a key that is too short. The decoder's message is not used, because
            // it contains a character of the key.
        }
        throw new Refused(
                VARIABLE + " must hold one or two keys in Base64, of at least " + KEY_BYTES_MIN + " bytes each");
    }

    @Override
    public String toString() {
        return "SignUpKeys[hidden]";
    }
}
