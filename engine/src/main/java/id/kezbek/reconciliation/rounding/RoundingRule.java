package id.kezbek.reconciliation.rounding;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A version of the rounding rule.
 *
 * @param perLine the largest difference of one line that is written off; 0 for none
 * @param perFile the largest sum that is written off for one file
 * @param approval the approval that added the version
 */
public record RoundingRule(int version, Money perLine, Money perFile, UUID approval, Instant since) {

    /** The maximum of {@code perLine}. A difference of more than one rupiah is never a rounding difference. */
    public static final Money PER_LINE_MAX = Money.rupiah(1);

    public boolean isOn() {
        return perLine.isPositive();
    }
}
