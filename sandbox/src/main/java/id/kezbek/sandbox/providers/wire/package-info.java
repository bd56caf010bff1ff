/** HTTP parts that every provider dialect uses: calls, answers, signatures. */
@NullMarked
package id.kezbek.sandbox.providers.wire;

import org.jspecify.annotations.NullMarked;
