/** Reads requests: JSON bodies, queries, amounts, times, cursors. Collects all errors. */
@NullMarked
package id.kezbek.shared.web.reading;

import org.jspecify.annotations.NullMarked;
