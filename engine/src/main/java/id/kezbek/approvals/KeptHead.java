package id.kezbek.approvals;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head of the audit log that was written out of the database. Its file is named for its number and hash, so that a list of
 * names is enough to compare it with the log.
 *
 * @param name of its file, without folders
 */
public record KeptHead(long number, byte[] hash, String name) {

    private static final Pattern NAME = Pattern.compile("(?:.*/)?(([0-9]{19})-([0-9a-f]{64}))");

    static KeptHead of(AuditHead head) {
        String name = String.format(Locale.ROOT, "%019d-%s", head.number(), VerifyAudit.text(head.hash()));
        return new KeptHead(head.number(), head.hash(), name);
    }

    /** The head that a file is of; empty where its name is none of a head's. */
    public static Optional<KeptHead> of(String path) {
        Matcher matcher = NAME.matcher(path);
        return matcher.matches()
                ? Optional.of(new KeptHead(
                        Long.parseLong(matcher.group(2)), HexFormat.of().parseHex(matcher.group(3)), matcher.group(1)))
                : Optional.empty();
    }
}
