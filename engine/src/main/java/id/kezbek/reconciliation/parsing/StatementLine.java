package id.kezbek.reconciliation.parsing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement line in one form for all providers. {@code toString} hides the customer.
 *
 * @param number the number of the row's first line in the file, counted from 1
 * @param part 0 for the amount of the row, 1 for a fee and 2 for VAT in other columns of the row
 * @param hundredths the change of our money at the provider, in hundredths of a rupiah
 */
public record StatementLine(
        int number,
        int part,
        LineKind kind,
        @Nullable String ourReference,
        @Nullable String providerReference,
        @Nullable String msisdn,
        @Nullable String wallet,
        long hundredths,
        Instant at,
        @Nullable String batch,
        @Nullable Long balance) {

    @Override
    public String toString() {
        return "StatementLine[" + number + ", " + kind + "]";
    }
}
