package id.kezbek.loyalty;

import java.time.LocalDate;

/**
 * A customer's position in the tier programme.
 *
 * @param tier the tier's code
 * @param recurring the number of purchases in this tier period, from 1
 * @param entry the number of tier periods so far, from 1; together with the count, it identifies a reward uniquely
 * @param expiresOn the period ends at the beginning of this day in Asia/Jakarta
 */
public record Standing(String tier, int recurring, int entry, LocalDate expiresOn) {}
