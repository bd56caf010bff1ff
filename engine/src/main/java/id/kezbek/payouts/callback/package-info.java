/** Receives providers' callbacks, verifies them and lets the inquiry ask. */
@NullMarked
package id.kezbek.payouts.callback;

import org.jspecify.annotations.NullMarked;
