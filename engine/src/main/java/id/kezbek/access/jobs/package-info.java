/** Scheduled jobs of access. */
@NullMarked
package id.kezbek.access.jobs;

import org.jspecify.annotations.NullMarked;
