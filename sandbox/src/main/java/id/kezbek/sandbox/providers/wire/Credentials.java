package id.kezbek.sandbox.providers.wire;

import id.kezbek.sandbox.providers.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The engine's credentials at one provider, new at every start. Providers with an API key have no user name. */
public record Credentials(String username, String secret, String callbackSecret) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 16;

    public static Credentials random(Provider provider) {
        String username = "cezbek-" + randomHex(4) + "@" + provider.configurationName() + ".example";
        return new Credentials(username, randomHex(SECRET_BYTES), randomHex(SECRET_BYTES));
    }

    public boolean isSecret(@Nullable String given) {
        return same(secret, given);
    }

    public boolean isUsername(@Nullable String given) {
        return same(username, given);
    }

    public static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
