/** The pages of providers' statements, and of a day's float according to statement and books. */
@NullMarked
package id.kezbek.console.statements;

import org.jspecify.annotations.NullMarked;
