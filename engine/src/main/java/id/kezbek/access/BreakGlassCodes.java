package id.kezbek.access;

import id.kezbek.shared.security.CanonicalBase64;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Codes with which administrators can log in during an emergency. Such a log-in needs no e-mail and has no limit of
 * attempts. The command break-glass creates the codes; administrators keep them on paper. The settings contain one
 * entry for each code, so the engine can check a code without the database. An entry reveals neither the code nor its
 * owner.
 */
@Component
public final class BreakGlassCodes {

    public static final String PROPERTY = "cezbek.security.break-glass";

    /** 256 random bits. Such a code cannot be guessed, so a fast keyed hash of the code is sufficient. */
    private static final int CODE_BYTES = 32;

    private static final int ENTRY_BYTES = 32;

    /** A code and its entry for the settings. */
    public record Made(String code, String entry) {

        @Override
        public String toString() {
            return "Made[hidden]";
        }
    }

    private final List<byte[]> entries;

    /** @throws IllegalStateException for an entry that the command did not create */
    @Autowired
    BreakGlassCodes(@Value("${" + PROPERTY + ":}") String setting) {
        this.entries = new ArrayList<>();
        Stream.of(setting.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> entries.add(CanonicalBase64.bytes(text)
                        .filter(bytes -> bytes.length == ENTRY_BYTES)
                        .orElseThrow(() -> new IllegalStateException(PROPERTY
                                + " has an entry that the command break-glass did not create; create new codes"))));
    }

    /** Creates a code for the administrator with this e-mail address. */
    public static Made make(String email, SecureRandom random) {
        String code = RandomTexts.urlSafe(random, CODE_BYTES);
        return new Made(code, CanonicalBase64.text(entry(email, code)));
    }

    /** The entry in the settings that matches this e-mail address and code; empty if no entry matches. */
    public Optional<byte[]> find(String email, String code) {
        if (CanonicalBase64.bytes(code)
                .filter(bytes -> bytes.length == CODE_BYTES)
                .isEmpty()) {
            return Optional.empty();
        }
        byte[] given = entry(email, code);
        return entries.stream()
                .filter(entry -> MessageDigest.isEqual(entry, given))
                .findFirst();
    }

    public List<byte[]> entries() {
        return List.copyOf(entries);
    }

    private static byte[] entry(String email, String code) {
        return Digests.hmacSha256(Digests.sha256(code), "cezbek break-glass\n" + email.toLowerCase(Locale.ROOT));
    }
}
