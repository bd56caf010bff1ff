/** Permits per caller: shared in Redis, or local while Redis is unavailable. */
@NullMarked
package id.kezbek.limits.permits;

import org.jspecify.annotations.NullMarked;
