/** Sends due payouts: claims them, plans a provider for each, and calls the provider. */
@NullMarked
package id.kezbek.payouts.dispatch;

import org.jspecify.annotations.NullMarked;
