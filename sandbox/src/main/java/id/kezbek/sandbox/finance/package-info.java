/** Commands for people who close the books. */
@NullMarked
package id.kezbek.sandbox.finance;

import org.jspecify.annotations.NullMarked;
