/** Jobs of what belongs to no business module. */
@NullMarked
package id.kezbek.startup.jobs;

import org.jspecify.annotations.NullMarked;
