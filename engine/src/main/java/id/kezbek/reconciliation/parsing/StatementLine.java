package id.kezbek.reconciliation.parsing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line in the form of all providers. Its text hides the customer.
 *
 * @param number its first line in the file, from 1
 * @param part 0; 1 for the fee and 2 for the VAT in columns of the same row
 * @param hundredths what it adds to our money at the provider
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
