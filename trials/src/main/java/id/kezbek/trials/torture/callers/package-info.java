/** Callers: partners, finance and operations at work. */
@NullMarked
package id.kezbek.trials.torture.callers;

import org.jspecify.annotations.NullMarked;
