/** Refunds that customers owe: their age, and the proposal to write one off. */
@NullMarked
package id.kezbek.console.refunds;

import org.jspecify.annotations.NullMarked;
