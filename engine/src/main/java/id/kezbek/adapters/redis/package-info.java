/** Redis as the engine reaches it: its addresses, and whether it answers. */
@NullMarked
package id.kezbek.adapters.redis;

import org.jspecify.annotations.NullMarked;
