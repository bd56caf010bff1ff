/** The pages of cashback rules: the table, one rule with its versions, and proposals. */
@NullMarked
package id.kezbek.console.rules;

import org.jspecify.annotations.NullMarked;
