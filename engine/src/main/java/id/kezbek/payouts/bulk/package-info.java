/** One decision of two people about many payouts: retry, cancel, or the result of their attempts. */
@NullMarked
package id.kezbek.payouts.bulk;

import org.jspecify.annotations.NullMarked;
