/** The providers: one package each, and the choice of configured ones. */
@NullMarked
package id.kezbek.payouts.providers;

import org.jspecify.annotations.NullMarked;
