package id.kezbek.console.rules;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase that is tried.
 *
 * @param gives what it would get, in words; null until it was tried
 * @param verdicts on the rules in force, the winning one first
 */
public record Trial(Sheet sheet, @Nullable String gives, List<Verdict> verdicts) {

    public record Verdict(String id, String verdict, String reason) {}
}
