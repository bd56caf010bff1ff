/** Calls of the torture run and their answers, as recorded. */
@NullMarked
package id.kezbek.sandbox.torture.calls;

import org.jspecify.annotations.NullMarked;
