package id.kezbek.reconciliation.parsing;

import org.jspecify.annotations.Nullable;

/**
 * The data of a whole file.
 *
 * @param rows the number of rows, without header and trailer
 * @param isWhole whether its trailer proves that no row is missing
 * @param total the sum by which its lines change our money at the provider, in hundredths of a rupiah
 * @param opening the balance before its first row, in hundredths; null if it has none
 * @param closing the balance after its last row
 */
public record ReadStatement(
        int rows,
        int lines,
        int rejected,
        boolean isWhole,
        long total,
        @Nullable Long opening,
        @Nullable Long closing) {}
