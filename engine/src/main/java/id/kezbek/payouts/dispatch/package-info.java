/** Sends due payouts: claims them, plans a provider for each, and calls it. */
@NullMarked
package id.kezbek.payouts.dispatch;

import org.jspecify.annotations.NullMarked;
