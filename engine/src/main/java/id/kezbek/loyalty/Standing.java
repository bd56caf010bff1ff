package id.kezbek.loyalty;

import java.time.LocalDate;

/**
 * Where a customer stands on the ladder.
 *
 * @param tier the tier's code
 * @param recurring the customer's purchases in this stay, from 1
 * @param entry how many stays the customer has had, from 1; with the count it names a reward once and for ever
 * @param expiresOn the day at whose beginning (Asia/Jakarta) the stay is over
 */
public record Standing(String tier, int recurring, int entry, LocalDate expiresOn) {}
