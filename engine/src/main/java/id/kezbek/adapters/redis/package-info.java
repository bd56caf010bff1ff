/** Checks the addresses and the availability of Redis. */
@NullMarked
package id.kezbek.adapters.redis;

import org.jspecify.annotations.NullMarked;
