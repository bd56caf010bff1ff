/** Reads requests: JSON bodies, queries, amounts, times, cursors; collects every fault. */
@NullMarked
package id.kezbek.shared.web.reading;

import org.jspecify.annotations.NullMarked;
