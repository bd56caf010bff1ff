package id.kezbek.access.codes;

import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Creates one-time passwords, and converts passwords and account names to their stored form. */
@Component
public class OneTimeCodes {

    private final KeyedHash hashes;
    private final Sealing sealing;
    private final SecureRandom random;

    OneTimeCodes(KeyedHash hashes, Sealing sealing, SecureRandom random) {
        this.hashes = hashes;
        this.sealing = sealing;
        this.random = random;
    }

    /** A random code with this number of digits; all codes are equally likely. */
    String make(int digits) {
        StringBuilder code = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            code.append((char) ('0' + random.nextInt(10)));
        }
        return code.toString();
    }

    /** A random id. An attacker who could guess the id could use up the challenge's tries. */
    UUID challengeId() {
        // Version 4 of RFC 9562: 122 random bits.
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        return new UUID(high, (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /**
     * The hash of a code. The hash includes the challenge and the owner. So an attacker who can write to the database
     * cannot assign the code to another person.
     */
    public byte[] hash(UUID challenge, Challenges.Owner owner, String code) {
        PartnerId partner = owner.partner();
        String of = owner.person() + " of " + (partner == null ? "staff" : partner.value());
        return hashes.of("one-time code of " + Ids.text(challenge) + " for " + of, code);
    }

    public byte[] seal(UUID challenge, String code) {
        return sealing.seal(code.getBytes(StandardCharsets.UTF_8), context(challenge));
    }

    String open(UUID challenge, byte[] sealed) {
        return new String(sealing.open(sealed, context(challenge)), StandardCharsets.UTF_8);
    }

    /** The hash that identifies an account. Unknown e-mail addresses have a hash too. */
    public byte[] account(String email) {
        return hashes.of("account", email.toLowerCase(Locale.ROOT));
    }

    /** The network of a request. */
    public byte[] network(Requester requester) {
        return hashes.of("network", requester.network());
    }

    /** The bucket that only this network uses. */
    byte[] bucket(Requester requester, String kind) {
        return hashes.of("code bucket " + kind + " " + requester.surface(), requester.network());
    }

    /** The shared bucket of all unknown networks. */
    byte[] bucketOfStrangers(Requester.Surface surface) {
        return hashes.of("code bucket of strangers", surface.name());
    }

    public static String context(UUID challenge) {
        return "access.challenge/" + Ids.text(challenge);
    }
}
