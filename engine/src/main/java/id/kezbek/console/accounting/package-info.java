/** Common parts of the finance pages. */
@NullMarked
package id.kezbek.console.accounting;

import org.jspecify.annotations.NullMarked;
