/** Permits per caller: shared in Redis, local where Redis is away. */
@NullMarked
package id.kezbek.limits.permits;

import org.jspecify.annotations.NullMarked;
