/** Simulations: the effects of a proposed fee or wallet on the routing and on yesterday's payouts. */
@NullMarked
package id.kezbek.payouts.simulation;

import org.jspecify.annotations.NullMarked;
