/** The pages of providers' statements, and of the comparison of a day's float between statement and books. */
@NullMarked
package id.kezbek.console.statements;

import org.jspecify.annotations.NullMarked;
