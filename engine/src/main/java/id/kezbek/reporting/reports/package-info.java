/** The reports of finance people: figures of days, read from the roll-ups, and what is owed at a time. */
@NullMarked
package id.kezbek.reporting.reports;

import org.jspecify.annotations.NullMarked;
