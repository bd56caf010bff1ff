/** Providers: health, float, fees and the pause. */
@NullMarked
package id.kezbek.console.providers;

import org.jspecify.annotations.NullMarked;
