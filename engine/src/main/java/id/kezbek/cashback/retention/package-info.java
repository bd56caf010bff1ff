/** Personal data of purchases: what is composed, merged, aged and forgotten, and when. */
@NullMarked
package id.kezbek.cashback.retention;

import org.jspecify.annotations.NullMarked;
