/** LinkSaja's protocol: first a token, then the transfer. */
@NullMarked
package id.kezbek.payouts.providers.linksaja;

import org.jspecify.annotations.NullMarked;
