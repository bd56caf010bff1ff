/** The pages of providers' statements. One page compares the float in a day's statement with the float in the books. */
@NullMarked
package id.kezbek.console.statements;

import org.jspecify.annotations.NullMarked;
