package id.kezbek.payouts.providers.http;

import java.util.Set;
import java.util.regex.Pattern;

/** The meaning of a provider's status words. A word that is on neither list means an unknown result. */
public record Words(Set<String> success, Set<String> failure) {

    /** Only short codes are copied to logs, because free text may contain a phone number or a name. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,20}");

    public Words {
        success = Set.copyOf(success);
        failure = Set.copyOf(failure);
    }

    public boolean saysPaid(String word) {
        return success.contains(word);
    }

    public boolean saysNotPaid(String word) {
        return failure.contains(word);
    }

    /** The word as a reason code for staff and logs. */
    public static String reason(String word) {
        return CODE.matcher(word).matches() ? "WORD_" + word : "UNREADABLE_WORD";
    }
}
