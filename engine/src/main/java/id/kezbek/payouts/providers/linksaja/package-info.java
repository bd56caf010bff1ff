/** Speaks LinkSaja's language: a token first, then the transfer. */
@NullMarked
package id.kezbek.payouts.providers.linksaja;

import org.jspecify.annotations.NullMarked;
