/** Checks of Redis: its addresses in the settings, and its availability. */
@NullMarked
package id.kezbek.adapters.redis;

import org.jspecify.annotations.NullMarked;
