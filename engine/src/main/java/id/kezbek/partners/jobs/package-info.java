/** The job that encodes older logos anew. */
@NullMarked
package id.kezbek.partners.jobs;

import org.jspecify.annotations.NullMarked;
