/** Receives providers' callbacks, verifies their signatures and starts inquiries. */
@NullMarked
package id.kezbek.payouts.callback;

import org.jspecify.annotations.NullMarked;
