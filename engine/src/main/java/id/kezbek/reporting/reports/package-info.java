/** The reports for finance: daily figures from the roll-ups, and Kezbek's liabilities at a point in time. */
@NullMarked
package id.kezbek.reporting.reports;

import org.jspecify.annotations.NullMarked;
