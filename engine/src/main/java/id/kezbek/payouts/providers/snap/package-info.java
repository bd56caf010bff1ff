/**
 * The adapter of SNAP, the national standard for payment APIs. A dialect contains the names and values that differ
 * between providers; the first dialect is DANA's.
 */
@NullMarked
package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.NullMarked;
