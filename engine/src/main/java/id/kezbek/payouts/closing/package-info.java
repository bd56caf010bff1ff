/** The payouts' part in the close of a month. */
@NullMarked
package id.kezbek.payouts.closing;

import org.jspecify.annotations.NullMarked;
