/** HTTP parts that every provider dialect uses: requests, responses, signatures. */
@NullMarked
package id.kezbek.sandbox.providers.wire;

import org.jspecify.annotations.NullMarked;
