/** The providers' adapters, one package for each provider, and the selection of the configured providers. */
@NullMarked
package id.kezbek.payouts.providers;

import org.jspecify.annotations.NullMarked;
