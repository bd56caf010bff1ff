/** Describes why Redis cannot be used. The callers handle its absence. */
@NullMarked
package id.kezbek.shared.redis;

import org.jspecify.annotations.NullMarked;
