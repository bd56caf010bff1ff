/** The callers: partners, finance and operations. */
@NullMarked
package id.kezbek.trials.torture.callers;

import org.jspecify.annotations.NullMarked;
