package id.kezbek.reconciliation.parsing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement line in one form for all providers. {@code toString} hides the customer.
 *
 * @param number the number of its first line in the file, from 1
 * @param part 0; 1 for the fee and 2 for the VAT in columns of the same row
 * @param hundredths by how many hundredths of a rupiah it changes our money at the provider
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
