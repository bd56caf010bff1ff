/** The port to providers: what a provider can be asked and what it answers. */
@NullMarked
package id.kezbek.payouts.provider;

import org.jspecify.annotations.NullMarked;
