package id.kezbek.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The installation's master key, 32 random bytes in base64. The key is created only once, because a new key could not
 * decrypt existing data.
 */
final class MasterKey {

    private static final int BYTES = 32;

    private MasterKey() {}

    static String of(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            PrivateFile.write(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        return Files.readString(file).strip();
    }
}
