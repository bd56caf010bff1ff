/** GoPaid's protocol. The protocol has neither the engine's reference nor an inquiry. */
@NullMarked
package id.kezbek.payouts.providers.gopaid;

import org.jspecify.annotations.NullMarked;
