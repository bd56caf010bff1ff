/** Redis behind the engine's ports: locks that save work and may be lost. */
@NullMarked
package id.kezbek.platform.redis;

import org.jspecify.annotations.NullMarked;
