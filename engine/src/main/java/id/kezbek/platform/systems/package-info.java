/** Watches the systems beside PostgreSQL and says in words, in health, log and metrics, which of them is away. */
@NullMarked
package id.kezbek.platform.systems;

import org.jspecify.annotations.NullMarked;
