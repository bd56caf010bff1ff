package id.kezbek.reporting.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What a complete export contains, so that its reader can prove that nothing is missing.
 *
 * @param asOf the moment whose rows it shows
 * @param totals the sum of each column of amounts, by its name
 * @param sha256 of the file, in hex
 */
public record Manifest(Instant asOf, long rows, Map<String, BigDecimal> totals, long bytes, String sha256) {}
