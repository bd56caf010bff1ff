/** Availability checks and circuit breakers for systems other than PostgreSQL. */
@NullMarked
package id.kezbek.shared.systems;

import org.jspecify.annotations.NullMarked;
