/** LinkSaja's protocol: an access token first, then the transfer. */
@NullMarked
package id.kezbek.payouts.providers.linksaja;

import org.jspecify.annotations.NullMarked;
