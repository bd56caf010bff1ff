/** What forgets by itself. */
@NullMarked
package id.kezbek.privacy.jobs;

import org.jspecify.annotations.NullMarked;
