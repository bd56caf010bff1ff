/** Personal data of purchases: normalization of references, merging of customers, deletion of old data. */
@NullMarked
package id.kezbek.cashback.retention;

import org.jspecify.annotations.NullMarked;
