/** Commands for finance staff who close a month. */
@NullMarked
package id.kezbek.sandbox.finance;

import org.jspecify.annotations.NullMarked;
