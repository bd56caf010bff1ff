package id.kezbek.approvals.audit;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head of the audit log that is stored outside the database. The file name contains the head's number and hash. So a
 * list of the file names is enough to compare heads with the log.
 *
 * @param name the file name without folders
 */
public record KeptHead(long number, byte[] hash, String name) {

    private static final Pattern NAME = Pattern.compile("(?:.*/)?(([0-9]{19})-([0-9a-f]{64}))");

    static KeptHead of(AuditHead head) {
        String name = String.format(Locale.ROOT, "%019d-%s", head.number(), VerifyAudit.text(head.hash()));
        return new KeptHead(head.number(), head.hash(), name);
    }

    /** Parses the path of a head file; empty for another file. */
    public static Optional<KeptHead> of(String path) {
        Matcher matcher = NAME.matcher(path);
        return matcher.matches()
                ? Optional.of(new KeptHead(
                        Long.parseLong(matcher.group(2)), HexFormat.of().parseHex(matcher.group(3)), matcher.group(1)))
                : Optional.empty();
    }
}
