/** GoPaid's protocol, which has neither our reference nor an inquiry. */
@NullMarked
package id.kezbek.payouts.providers.gopaid;

import org.jspecify.annotations.NullMarked;
