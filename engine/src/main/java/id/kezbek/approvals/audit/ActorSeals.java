package id.kezbek.approvals.audit;

import id.kezbek.people.PeopleAtRest;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals the texts in approvals and in the audit log that identify a person. Each text is sealed for its row. A keyed
 * hash is used to find a text.
 */
@Component
public class ActorSeals {

    private static final String MENTION = "actor:";
    private static final String PURPOSE = "actor";
    private static final int HASH_BYTES = 16;

    private final PeopleAtRest people;
    private final Sealing sealing;

    ActorSeals(PeopleAtRest people, Sealing sealing) {
        this.people = people;
        this.sealing = sealing;
    }

    /** Whether these texts are also stored as plain text, so that engines of the previous version can read them. */
    public boolean areClear() {
        return people.areMentionsClear();
    }

    /** Whether the subject is a person's e-mail address, and not a partner's code or the system. */
    static boolean isPerson(String subject) {
        return subject.indexOf('@') >= 0;
    }

    public byte[] hash(String subject) {
        return Arrays.copyOf(people.hash(PURPOSE, subject.toLowerCase(Locale.ROOT)), HASH_BYTES);
    }

    public String mention(String subject) {
        return MENTION + HexFormat.of().formatHex(hash(subject));
    }

    static boolean isMention(String text) {
        return text.startsWith(MENTION);
    }

    static byte[] hashOf(String mention) {
        return HexFormat.of().parseHex(mention, MENTION.length(), mention.length());
    }

    public byte[] seal(String text, String context) {
        return sealing.seal(text.getBytes(StandardCharsets.UTF_8), context);
    }

    /** @param inClear the unsealed text, used if {@code sealed} is null */
    public String open(byte @Nullable [] sealed, String context, String inClear) {
        return sealed == null ? inClear : open(sealing, sealed, context);
    }

    public static String open(Sealing sealing, byte[] sealed, String context) {
        return new String(sealing.open(sealed, context), StandardCharsets.UTF_8);
    }

    public static String ofActor(String id) {
        return "approvals.actor/" + id;
    }

    public static String ofArguments(UUID approval) {
        return "approvals.approval/" + approval;
    }

    public static String ofDetail(String id) {
        return "approvals.personal_detail/" + id;
    }
}
