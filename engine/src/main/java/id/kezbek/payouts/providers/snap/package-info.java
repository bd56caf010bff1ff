/**
 * The adapter of SNAP, the national standard for payment APIs. What differs between providers is a dialect; the first one
 * is DANA.
 */
@NullMarked
package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.NullMarked;
