/**
 * The pages of providers' statements, and the page that compares a day's float in the statement with the float in the
 * books.
 */
@NullMarked
package id.kezbek.console.statements;

import org.jspecify.annotations.NullMarked;
