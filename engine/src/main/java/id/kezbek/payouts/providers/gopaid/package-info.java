/** GoPaid's protocol. Orders do not contain the engine's reference, and there is no inquiry. */
@NullMarked
package id.kezbek.payouts.providers.gopaid;

import org.jspecify.annotations.NullMarked;
