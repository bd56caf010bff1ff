/** The schedule that measures how far behind the readers of facts are. */
@NullMarked
package id.kezbek.facts.jobs;

import org.jspecify.annotations.NullMarked;
