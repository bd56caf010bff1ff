package id.kezbek.reconciliation.parsing;

import org.jspecify.annotations.Nullable;

/**
 * The data of a whole file.
 *
 * @param rows the number of rows, without header and trailer
 * @param isWhole whether the trailer proves that no row is missing
 * @param total the total change of our money at the provider by the lines, in hundredths of a rupiah
 * @param opening the balance before the first row, in hundredths of a rupiah; null if the file has no such balance
 * @param closing the balance after the last row, in the same form
 */
public record ReadStatement(
        int rows,
        int lines,
        int rejected,
        boolean isWhole,
        long total,
        @Nullable Long opening,
        @Nullable Long closing) {}
