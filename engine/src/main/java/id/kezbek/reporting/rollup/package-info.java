/** Aggregates events, each exactly once. */
@NullMarked
package id.kezbek.reporting.rollup;

import org.jspecify.annotations.NullMarked;
