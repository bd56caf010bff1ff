/** The job that seals people's data. */
@NullMarked
package id.kezbek.people.jobs;

import org.jspecify.annotations.NullMarked;
