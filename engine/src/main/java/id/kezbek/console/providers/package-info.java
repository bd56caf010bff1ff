/** The pages of providers: health, float, fees and pause. */
@NullMarked
package id.kezbek.console.providers;

import org.jspecify.annotations.NullMarked;
