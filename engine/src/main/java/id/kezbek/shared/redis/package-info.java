/** Describes why Redis cannot be used; its users handle its absence themselves. */
@NullMarked
package id.kezbek.shared.redis;

import org.jspecify.annotations.NullMarked;
