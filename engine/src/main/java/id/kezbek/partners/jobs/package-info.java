/** The job that re-encodes logos of older engines. */
@NullMarked
package id.kezbek.partners.jobs;

import org.jspecify.annotations.NullMarked;
