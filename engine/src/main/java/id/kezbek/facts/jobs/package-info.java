/** The schedule of the backlog gauges. */
@NullMarked
package id.kezbek.facts.jobs;

import org.jspecify.annotations.NullMarked;
