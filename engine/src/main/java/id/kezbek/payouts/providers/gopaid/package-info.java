/** Speaks GoPaid's language, which has neither a reference of ours nor an inquiry. */
@NullMarked
package id.kezbek.payouts.providers.gopaid;

import org.jspecify.annotations.NullMarked;
