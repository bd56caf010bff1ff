/** Load generators. */
@NullMarked
package id.kezbek.sandbox.bench.load;

import org.jspecify.annotations.NullMarked;
