/** What staff read of payouts over HTTP. */
@NullMarked
package id.kezbek.payouts.web;

import org.jspecify.annotations.NullMarked;
