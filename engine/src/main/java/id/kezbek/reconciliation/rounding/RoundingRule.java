package id.kezbek.reconciliation.rounding;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A version of the rule.
 *
 * @param perLine the largest difference of one line that is written off; 0 for none
 * @param perFile how much of one file is written off in all
 * @param approval by which two people decided it
 */
public record RoundingRule(int version, Money perLine, Money perFile, UUID approval, Instant since) {

    /** No difference of more than a rupiah is a rounding difference. */
    public static final Money PER_LINE_MAX = Money.rupiah(1);

    public boolean isOn() {
        return perLine.isPositive();
    }
}
