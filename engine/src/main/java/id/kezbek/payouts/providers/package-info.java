/** The providers, one package each, and the choice of the configured ones. */
@NullMarked
package id.kezbek.payouts.providers;

import org.jspecify.annotations.NullMarked;
