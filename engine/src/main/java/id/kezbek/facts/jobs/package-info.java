/** Scheduled work of the event log: backlog gauges and clean-up. */
@NullMarked
package id.kezbek.facts.jobs;

import org.jspecify.annotations.NullMarked;
