package id.kezbek.payouts.providers.http;

import java.util.Set;
import java.util.regex.Pattern;

/** The meaning of a provider's words. A word on neither list is unknown. */
public record Words(Set<String> success, Set<String> failure) {

    /** Only codes are repeated, because free text may contain a number or a name. */
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

    /** The word as a reason for people and logs. */
    public static String reason(String word) {
        return CODE.matcher(word).matches() ? "WORD_" + word : "UNREADABLE_WORD";
    }
}
