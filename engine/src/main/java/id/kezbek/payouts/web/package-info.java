/** Payouts over HTTP. */
@NullMarked
package id.kezbek.payouts.web;

import org.jspecify.annotations.NullMarked;
