/**
 * The adapter for SNAP, Indonesia's national standard for payment APIs. A dialect contains the names and values that
 * differ between providers.
 */
@NullMarked
package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.NullMarked;
