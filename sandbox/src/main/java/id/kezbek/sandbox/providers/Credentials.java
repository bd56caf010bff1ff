package id.kezbek.sandbox.providers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the engine needs to talk to one provider, made anew at every start. Providers with an API key have no user name. */
record Credentials(String username, String secret, String callbackSecret) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 16;

    static Credentials random(Provider provider) {
        String username = "cezbek-" + randomHex(4) + "@" + provider.configurationName() + ".example";
        return new Credentials(username, randomHex(SECRET_BYTES), randomHex(SECRET_BYTES));
    }

    boolean isSecret(@Nullable String given) {
        return same(secret, given);
    }

    boolean isUsername(@Nullable String given) {
        return same(username, given);
    }

    static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
