/** What access does on a schedule. */
@NullMarked
package id.kezbek.access.jobs;

import org.jspecify.annotations.NullMarked;
