/** Writes rows as CSV, XLSX or Parquet immediately, with bounded memory. */
@NullMarked
package id.kezbek.reporting.formats;

import org.jspecify.annotations.NullMarked;
