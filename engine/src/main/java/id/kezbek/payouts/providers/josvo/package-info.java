/** Josvo's protocol: every response has a code word. */
@NullMarked
package id.kezbek.payouts.providers.josvo;

import org.jspecify.annotations.NullMarked;
