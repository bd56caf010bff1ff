/** Speaks Josvo's language: every answer carries a code word. */
@NullMarked
package id.kezbek.payouts.providers.josvo;

import org.jspecify.annotations.NullMarked;
