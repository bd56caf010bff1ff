/** Faults that tests configure. */
@NullMarked
package id.kezbek.sandbox.providers.faults;

import org.jspecify.annotations.NullMarked;
