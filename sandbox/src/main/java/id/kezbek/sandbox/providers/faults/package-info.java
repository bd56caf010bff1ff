/** Faults that tests order. */
@NullMarked
package id.kezbek.sandbox.providers.faults;

import org.jspecify.annotations.NullMarked;
