/** The pages of refunds that customers owe, and the form that proposes to write off a refund. */
@NullMarked
package id.kezbek.console.refunds;

import org.jspecify.annotations.NullMarked;
