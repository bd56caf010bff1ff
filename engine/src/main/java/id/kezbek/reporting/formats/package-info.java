/** Rows as CSV, XLSX and Parquet, written as they come, within a bounded part of the heap. */
@NullMarked
package id.kezbek.reporting.formats;

import org.jspecify.annotations.NullMarked;
