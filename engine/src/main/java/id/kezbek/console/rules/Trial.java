package id.kezbek.console.rules;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that simulates a purchase.
 *
 * @param gives the simulated cashback as text; null before the first simulation
 * @param verdicts the results of the rules in force, the winning rule first
 */
public record Trial(Sheet sheet, @Nullable String gives, List<Verdict> verdicts) {

    public record Verdict(String id, String verdict, String reason) {}
}
