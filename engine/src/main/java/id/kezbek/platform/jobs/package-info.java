/** Jobs of what belongs to no business module. */
@NullMarked
package id.kezbek.platform.jobs;

import org.jspecify.annotations.NullMarked;
