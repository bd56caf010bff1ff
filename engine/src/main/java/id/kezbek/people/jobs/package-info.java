/** What seals by itself. */
@NullMarked
package id.kezbek.people.jobs;

import org.jspecify.annotations.NullMarked;
