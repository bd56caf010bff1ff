package id.kezbek.access;

import id.kezbek.shared.Ids;
import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** One-time passwords and account names, as they may stand in the database. */
@Component
class OneTimeCodes {

    static final int DIGITS = 6;
    private static final int BOUND = 1_000_000;

    private final KeyedHash hashes;
    private final Sealing sealing;
    private final SecureRandom random;

    OneTimeCodes(KeyedHash hashes, Sealing sealing, SecureRandom random) {
        this.hashes = hashes;
        this.sealing = sealing;
        this.random = random;
    }

    /** Six digits, each number as likely as the other. */
    String make() {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt(BOUND));
    }

    /** The hash of a code, bound to its challenge. */
    byte[] hash(UUID challenge, String code) {
        return hashes.of("one-time code of " + Ids.text(challenge), code);
    }

    byte[] seal(UUID challenge, String code) {
        return sealing.seal(code.getBytes(StandardCharsets.UTF_8), context(challenge));
    }

    String open(UUID challenge, byte[] sealed) {
        return new String(sealing.open(sealed, context(challenge)), StandardCharsets.UTF_8);
    }

    /** The account that an e-mail address names, whether anybody has it or not. */
    byte[] account(String email) {
        return hashes.of("account", email.toLowerCase(Locale.ROOT));
    }

    private static String context(UUID challenge) {
        return "access.challenge/" + Ids.text(challenge);
    }
}
