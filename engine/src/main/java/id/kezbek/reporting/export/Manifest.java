package id.kezbek.reporting.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Describes a complete export, so that a reader can prove that no row is missing.
 *
 * @param asOf the time of the database snapshot
 * @param totals the sum of each column of amounts, by column name
 * @param sha256 the hash of the file, in hexadecimal
 */
public record Manifest(Instant asOf, long rows, Map<String, BigDecimal> totals, long bytes, String sha256) {}
