/** Describes why the engine cannot use Redis. Callers must work without Redis. */
@NullMarked
package id.kezbek.shared.redis;

import org.jspecify.annotations.NullMarked;
