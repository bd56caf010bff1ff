/** What the pages of finance have in common. */
@NullMarked
package id.kezbek.console.finance;

import org.jspecify.annotations.NullMarked;
