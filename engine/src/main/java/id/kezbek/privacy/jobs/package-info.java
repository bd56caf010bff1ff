/** Jobs that delete personal data. */
@NullMarked
package id.kezbek.privacy.jobs;

import org.jspecify.annotations.NullMarked;
