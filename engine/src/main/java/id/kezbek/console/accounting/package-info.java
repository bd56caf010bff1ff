/** What the pages of finance have in common. */
@NullMarked
package id.kezbek.console.accounting;

import org.jspecify.annotations.NullMarked;
